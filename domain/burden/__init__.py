"""进校负担 (1-18, 5-04): how often schools are visited, against a ceiling and a yearly plan."""
