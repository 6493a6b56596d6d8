"""What the audit page tells of: acts of the office, and uses that are no entries."""
