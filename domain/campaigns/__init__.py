"""Campaigns (专项督导): from their entries to the campaign, and the rules."""
