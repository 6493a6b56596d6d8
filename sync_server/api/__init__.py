"""What phones call: enrolment, trail, photos, workbook."""
