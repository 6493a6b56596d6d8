"""A checklist while somebody writes it: as a draft, with what it lacks and what it changes."""
