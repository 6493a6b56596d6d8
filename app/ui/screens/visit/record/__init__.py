"""A visit's record as it is read, on the screen and before signing."""
