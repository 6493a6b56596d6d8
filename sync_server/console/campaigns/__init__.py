"""Pages of campaigns (专项督导)."""
