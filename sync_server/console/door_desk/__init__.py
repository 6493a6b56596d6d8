"""The office's pages about the schools' door: what units come in with, and what came in."""
