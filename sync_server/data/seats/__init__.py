"""In which districts an account has a role: its own, and those that granted it one."""
