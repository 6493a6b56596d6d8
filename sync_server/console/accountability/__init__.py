"""The pages of accountability cases (问责)."""
