"""What comes in at the door, as its entries make it, and the rules about it."""
