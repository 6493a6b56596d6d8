"""Acts and uses, as they are kept and read."""
