"""The server: keeps the ledger, serves phones, the console and the command line."""
