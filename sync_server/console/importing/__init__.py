"""导入: schools, people, assignments and campaigns from a workbook, looked at before it is done."""
