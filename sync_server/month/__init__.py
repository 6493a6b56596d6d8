"""The month's table: its columns and rows, its periods, its workbook."""
