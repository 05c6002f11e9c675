"""Course and profile to a plan: what is in, and why. Pure."""
