"""Backups: made while the server runs, checked before they count, and gone back to."""
