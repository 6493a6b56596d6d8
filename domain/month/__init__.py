"""What is counted, month by month."""
