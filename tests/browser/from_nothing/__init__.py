"""An office that begins with an empty folder and one command, and does the rest in a browser."""
