"""Text to typed, checked objects: the only room that reads the sources."""
