"""Looking again at earlier findings on a visit."""
