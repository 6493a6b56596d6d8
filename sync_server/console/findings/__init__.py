"""问题清单: the district's findings as the office works through them."""
