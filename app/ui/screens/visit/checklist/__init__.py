"""The checklist of a visit and the answers to its items."""
