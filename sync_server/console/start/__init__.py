"""今日: what needs a person today, and the units nobody has been to."""
