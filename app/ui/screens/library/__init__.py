"""The shelf of papers, and one of them open."""
