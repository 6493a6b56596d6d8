"""What is kept on the phone of tasks besides the workbook."""
