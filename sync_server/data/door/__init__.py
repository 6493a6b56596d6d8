"""Reading what came in at the door."""
