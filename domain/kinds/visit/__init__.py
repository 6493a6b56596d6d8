"""Entries about a visit, and what each does to it."""
