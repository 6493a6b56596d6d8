"""A visit's photos."""
