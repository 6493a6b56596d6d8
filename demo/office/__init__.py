"""What the demo's office says of its people and of what it reviewed, by the acts of the console."""
