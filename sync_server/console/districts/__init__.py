"""Several districts of one account: looking at one of them, and at all of them side by side."""
