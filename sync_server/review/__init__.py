"""What the office reads of the visits: the list, one visit's page, its trail."""
