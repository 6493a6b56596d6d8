"""The photos of a visit, one of them, and strips and pairs of them."""
