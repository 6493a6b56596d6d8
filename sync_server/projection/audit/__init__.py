"""What the audit page tells of entries."""
