"""What phones call (enrolment, trail, photos, workbook), and what other systems read."""
