"""The further tables of a month: by theme, lessons, findings, 学段, and each person's work."""
