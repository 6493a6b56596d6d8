"""The months under seal, as the tables have them."""
