"""What became of the findings, as the office sees it."""
