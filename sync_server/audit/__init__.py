"""Who did, saw and took out what."""
