"""Reading reporting units and the news they sent."""
