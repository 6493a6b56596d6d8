"""Reading and writing the rows of accountability cases (问责)."""
