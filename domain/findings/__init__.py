"""What becomes of findings (问题) until they are closed (销号)."""
