"""Instants and days as people in the district say them."""

from datetime import date, datetime

from app.ui.texts.labels import WEEKDAY_SHORT
from app.ui.texts.widgets import month_and_day
from domain.clock import CST, local_date, parse_instant


def when(instant: datetime | str) -> str:
    """Month, day and time of day in the district's zone: 11月22日 周日 11:07."""
    at = parse_instant(instant) if isinstance(instant, str) else instant
    local = at.astimezone(CST)
    return f"{day_text(local_date(at))} {local:%H:%M}"


def day_text(day: date) -> str:
    """Month, day and weekday: 11月22日 周日."""
    return f"{month_and_day(day)} {WEEKDAY_SHORT[day.weekday()]}"


def time_text(instant: str) -> str:
    """The time of day: 11:07."""
    return f"{parse_instant(instant).astimezone(CST):%H:%M}"
