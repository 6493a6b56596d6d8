"""Rules about things of the register."""
