"""Taking in trail files: opened, read as a stream, and brought to the ledger and the photos."""
