"""Builders: things with defaults, where a test names only what matters to it."""
