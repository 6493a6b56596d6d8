"""Accountability cases (问责,《教育督导问责办法》2021): no step of the ladder."""
