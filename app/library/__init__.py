"""What there is to read: handbooks and policy papers."""
