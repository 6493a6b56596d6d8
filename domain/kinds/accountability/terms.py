"""The terms of an accountability case (5-11), in calendar days from the day after.

They are those of 《教育督导问责办法》 (2021), which no district sets for itself.
"""

from datetime import date, timedelta

GROUP_DAYS = 60
"""From the end of the inspection until the 调查认定组 is to be there."""
ASK_REVIEW_DAYS = 30
"""From the day the decision was received, for asking for a 复核."""
REVIEW_DAYS = 30
"""From the day a 复核 was asked for until it is to be decided."""
ASK_APPEAL_DAYS = 15
"""From the day the decision on the 复核 was received, for a 申诉."""
APPEAL_DAYS = 60
"""From the day of a 申诉 until it is to be decided."""
CORRECT_DAYS = 15
"""From the day that decision was received until a wrong one is to be put right."""
REPEATED_DAYS = 365
"""Within how many days two decisions against one are 一年两次."""


def last_day(since: str, days: int) -> str:
    """The last local day of a term of so many days that runs from a local day."""
    start = date.fromisoformat(since)
    return (start + timedelta(days=min(days, (date.max - start).days))).isoformat()
