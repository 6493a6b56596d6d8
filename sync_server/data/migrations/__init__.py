"""The database's history: append-only revisions, run at every start."""
