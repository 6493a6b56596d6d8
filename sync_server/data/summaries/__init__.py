"""Reading what is written about a month, a term or a year beside its table."""
