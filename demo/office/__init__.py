"""What the demo's office does in the browser besides reviewing."""
