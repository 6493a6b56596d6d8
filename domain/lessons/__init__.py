"""Lessons as they are counted: of which subject, and of which year of school."""
