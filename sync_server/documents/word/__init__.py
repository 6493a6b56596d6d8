"""Templates that offices edit: what a file may hold, what its tags may say, what is wrong."""
