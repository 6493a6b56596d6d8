"""What stands behind the figures of the month's tables: their rows, links to them, and charts."""
