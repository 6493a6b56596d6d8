"""The accounts of one installation: signing in and out, PINs, and what an account opens."""
