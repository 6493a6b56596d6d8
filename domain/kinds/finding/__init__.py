"""Entries about a finding after it was raised: what the office and the unit do about it."""
