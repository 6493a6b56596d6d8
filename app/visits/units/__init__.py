"""Further units of a visit to several."""
