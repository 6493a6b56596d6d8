"""What parents wrote, and what the inspector answers the office."""
