"""Each command's one call; a command imports only what it needs, so that none waits for another's."""
