"""What parents wrote from the public card, and the office passed on."""
