"""The sync tab: what is safe where, what went wrong, and what to do about it."""
