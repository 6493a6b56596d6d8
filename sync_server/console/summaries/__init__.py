"""总结: what the office writes about a month, a term or a year, to print and as Word files."""
