"""Who uses the phone: signing in, switching, the PIN and the curtain before it."""
