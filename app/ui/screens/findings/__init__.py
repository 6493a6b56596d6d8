"""The findings that somebody has to look at again, of all schools."""
