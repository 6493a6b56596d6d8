"""The camera: what it sees, what its pictures are of, and the pictures just taken."""
