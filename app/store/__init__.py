"""The phone's database and photo folder; the only place with SQL."""
