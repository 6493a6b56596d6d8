"""督导地图: the units of a district on a map, and where an inspector arrived on a day."""
