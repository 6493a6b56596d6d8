"""Campaigns (专项督导): what the office does with them, and how they stand."""
