"""Texts of what several screens share."""

from datetime import date

SIGNATURE = "手写签名"


def month_and_day(day: date) -> str:
    """Month and day: 11月22日."""
    return f"{day.month}月{day.day}日"
