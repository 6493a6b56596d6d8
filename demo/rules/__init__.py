"""What the demo's office has set itself: its calendar, and a rule that is still to come."""
