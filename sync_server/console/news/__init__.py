"""信息报送: reporting units, their news, and who is behind with it."""
