"""Importing an office's workbook into the register."""
