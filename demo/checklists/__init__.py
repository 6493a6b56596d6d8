"""A checklist of the demo's own office, written and published by the acts of the editor."""
