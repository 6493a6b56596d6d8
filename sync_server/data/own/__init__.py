"""What this server keeps for itself by name, beside the ledger."""
