"""Texts of what several screens share."""

from datetime import date

SIGNATURE = "手写签名"


def month_and_day(day: date) -> str:
    """Month and day: 11月22日."""
    return f"{day.month}月{day.day}日"


def read_as(number: str) -> str:
    """Said below a field whose number was typed in another way than it is written."""
    return f"记为 {number}"
