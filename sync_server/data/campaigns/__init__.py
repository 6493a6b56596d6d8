"""Campaigns (专项督导): their rows, and how far they are."""
