"""Runs that were just committed: packed as they came, and remembered for whoever follows."""
