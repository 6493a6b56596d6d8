"""信息报送 (4-11): how much each reporting unit owes in a month and in a year."""
