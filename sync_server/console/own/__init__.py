"""What people do about their own account: sign-in's second step, passwords, the first one too."""
