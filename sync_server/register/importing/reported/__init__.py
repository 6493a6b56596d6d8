"""The sheet 信息报送 of an import."""
