"""The repository holds to its own rules: what is committed, what ships, what the README says."""
