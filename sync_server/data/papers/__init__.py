"""The rows of papers: as the projector and the lock need them, and as pages read them."""
