"""What the parts of a workbook are read from, and the marks that their tags are made of."""
