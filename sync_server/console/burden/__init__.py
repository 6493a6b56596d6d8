"""进校负担: how often schools are visited, the ceilings of it, and the year's plan."""
