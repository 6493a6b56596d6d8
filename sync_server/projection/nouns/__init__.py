"""The rows of what is folded from all its entries and is no visit, one noun a module."""
