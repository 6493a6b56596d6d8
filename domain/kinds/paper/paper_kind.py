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
