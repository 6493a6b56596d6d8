"""What kinds of papers the office issues, each with a series of numbers of its own."""

from enum import StrEnum


class PaperKind(StrEnum):
    """The kind of a paper; those about what is overdue stand in the order of the ladder (1-03)."""

    RECTIFICATION = "rectification"
    TIP = "tip"
    SUPERVISION = "supervision"
    TALK = "talk"
    CIRCULAR = "circular"
    CONSULTATION = "consultation"
    OPINION = "opinion"


SETTING_DAY = frozenset({PaperKind.RECTIFICATION, PaperKind.CONSULTATION, PaperKind.OPINION})
"""The kinds whose day is the one by which a unit puts a finding right.

The others warn that such a day has passed: theirs is for coming or reporting, and the unit stays
overdue meanwhile.
"""
