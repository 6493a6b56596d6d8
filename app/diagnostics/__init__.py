"""What went wrong, in numbers and places of the code, for whoever mends it."""
