"""The tables that follow the ledger: where they stand, how they are made, and made anew aside."""
