"""What stored values and flags are called."""
