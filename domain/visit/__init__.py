"""What a visit's entries come to, and what the rules say of it."""
