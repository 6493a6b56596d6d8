"""What waits for a person today, as the start page tells each role."""
