"""The workbook: what a phone needs for working without a network."""
