"""Tasks that the office gave to the inspector: received, and reported."""
