"""Tasks that the office gives to persons: from their entries to the task, and the rules."""
