"""Reading what the further tables of a month are made of."""
