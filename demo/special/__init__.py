"""Visits of another sort than most: a 回访 alone, and one to several units."""
