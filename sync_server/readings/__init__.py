"""How names are read."""
