"""Deliver entries and photos, fetch the workbook; resumable at every step."""
