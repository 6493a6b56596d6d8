"""What the office does: approve, return, comment, issue, adopt."""
