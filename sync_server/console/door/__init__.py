"""The door's own pages: for schools, parents and gatekeepers, first of all on phones."""
