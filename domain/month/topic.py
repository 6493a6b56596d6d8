"""The further tables of a month: what each has a row for."""

from enum import StrEnum

from domain.month.month import Grouping


class Topic(StrEnum):
    """What a further table of a month or a longer period has a row for."""

    THEME = "theme"
    CAMPAIGN = "campaign"
    LESSON_SUBJECT = "lesson_subject"
    LESSON_YEAR = "lesson_year"
    FINDING_CATEGORY = "finding_category"
    FINDING_SEVERITY = "finding_severity"
    FINDING_ZONE = "finding_zone"
    STAGE = "stage"
    WORKLOAD = "workload"


By = Grouping | Topic
ALL: tuple[By, ...] = (*Grouping, *Topic)


def read_by(text: str) -> By:
    """The table that is called so; ValueError for none."""
    return Grouping(text) if text in {each.value for each in Grouping} else Topic(text)
