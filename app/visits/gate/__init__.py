"""What is shown at a unit's gate."""
