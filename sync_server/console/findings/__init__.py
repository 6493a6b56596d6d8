"""问题整改: the findings as the office works through them."""
