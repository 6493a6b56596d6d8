"""The sheet 办学条件 of an import."""
