"""Signing a record, and the signatures under it."""
