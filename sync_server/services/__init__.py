"""What the office does and what ingest does, inside the caller's transaction."""
