"""台账: three books over one data set, each a list that is taken away as a file (2-01)."""
