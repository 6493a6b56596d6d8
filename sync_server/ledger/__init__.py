"""The ledger: lines accepted, committed, sealed, and shown to strangers."""
