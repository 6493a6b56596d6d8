"""What concerns the phone itself: its room, its diagnostics, taking records along."""
