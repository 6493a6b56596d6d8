"""What the start page counts, each by an index that holds it."""
