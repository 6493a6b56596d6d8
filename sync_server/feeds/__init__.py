"""What other systems read of a district: documented rows, page by page, for who shows a token."""
