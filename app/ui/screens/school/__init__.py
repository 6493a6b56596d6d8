"""The schools: choosing one, and one with its history."""
