"""What LibreOffice works out from our workbooks' formulas."""
