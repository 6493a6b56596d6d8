"""Pictures of every page of the console, to be looked at by a person."""
