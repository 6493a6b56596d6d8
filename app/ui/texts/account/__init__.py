"""The texts of signing in, of the PIN, and of practising."""
