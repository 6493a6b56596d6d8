"""Arriving and leaving: the position, a place set by hand, and the sketch of both."""
