"""Entries of the office's own work."""
