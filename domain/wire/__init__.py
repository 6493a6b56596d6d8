"""Messages between phone and server."""
