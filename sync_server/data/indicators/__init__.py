"""Reading what schools have, year by year."""
