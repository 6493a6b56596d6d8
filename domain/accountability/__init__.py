"""Accountability cases (问责): from their entries to the case, its terms, and what may be said."""
