"""Rules that only the phone needs."""
