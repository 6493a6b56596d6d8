"""The visits recorded so far."""
