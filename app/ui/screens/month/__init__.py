"""The month: its duty, its tasks and its campaigns."""
