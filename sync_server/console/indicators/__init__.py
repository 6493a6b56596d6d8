"""办学条件 school by school, and how evenly a year's schools are provided for."""
