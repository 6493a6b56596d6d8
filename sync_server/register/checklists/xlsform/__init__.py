"""Checklists in the XLSForm convention: out for other programs, and in from them."""
