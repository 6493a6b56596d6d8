"""How findings stand with what others say of them, and the lists of them."""
