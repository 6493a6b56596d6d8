"""The first schema, a module for each of the tables' modules."""
