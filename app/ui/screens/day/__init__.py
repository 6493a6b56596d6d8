"""The day: its stops and what comes next."""
