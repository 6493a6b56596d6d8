"""Reading what is left in a damaged database, and beginning anew with it."""
