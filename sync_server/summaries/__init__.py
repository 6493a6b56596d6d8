"""What the office writes at the end of a month, a term or a year, made of the tables' figures."""
