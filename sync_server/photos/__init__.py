"""Photos: taken in, kept, and told apart."""
