"""By what the office presses for findings and watches hazards, and since when hazards wait."""
