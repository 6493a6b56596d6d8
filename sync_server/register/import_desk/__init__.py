"""Importing in two steps, for who has no shell: what a file would do is looked at, then done."""
