"""问题整改: the findings as the office works through them, and the notices about them."""
