"""What becomes of a finding (问题) after it was raised, until it is closed (销号)."""
