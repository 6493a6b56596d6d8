"""Reading who came to which school, the ceilings of it, and the year's plan."""
