"""The projected tables: a pure function of the ledger, kept up with each commit."""
