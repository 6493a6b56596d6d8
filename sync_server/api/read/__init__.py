"""``/read/v1``: rows of a district for other systems, page by page, for who shows a token."""
