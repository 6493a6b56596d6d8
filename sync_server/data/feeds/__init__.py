"""Rows that other systems read, page by page, along the indexes of the office's lists."""
