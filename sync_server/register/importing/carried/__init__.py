"""The sheet 期初问题 of an import."""
