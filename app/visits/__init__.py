"""What an inspector does: each act becomes an entry on this phone's chain."""
