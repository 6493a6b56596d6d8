"""What is read of tasks."""
