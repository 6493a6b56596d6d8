"""The tasks that the office gave, and one of them."""
