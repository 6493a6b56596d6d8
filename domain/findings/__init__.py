"""What becomes of findings: the rule of closing, the ladder of papers, the watch over hazards."""
