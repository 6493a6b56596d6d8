"""Reading the office's bodies and meetings."""
