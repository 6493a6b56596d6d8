"""The texts of one visit's screens, one module a part of the visit."""
