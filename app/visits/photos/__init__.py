"""A visit's photos: taking them in, the stamp on them, and whether a file is one at all."""
