"""A second, small district beside the demo's: it lets the demo's auditor look at it."""
