"""Reading and counting visits: lists, keys, and one of them."""
