"""Entries of campaigns (专项督导): the plan, its stages, and what came of it at each unit."""
