"""What a month's tables are called: their sheet, their title, and what their rows are."""

from domain.month.month import Grouping
from domain.month.topic import By, Topic
from domain.words.month_tables import HEADS, TITLES
from domain.words.values import label

GOES_BY_DUTY: frozenset[By] = frozenset((*Grouping, Topic.STAGE, Topic.WORKLOAD))
"""The tables whose figures the duty rules have a part in."""


def head_of(by: By) -> str:
    """What stands over the names of the rows."""
    found = HEADS.get(by) if isinstance(by, Topic) else None
    return found or label(by)


def tab_of(by: By) -> str:
    """What the table is called among the others of its workbook."""
    return label(by) if by is Topic.WORKLOAD else f"按{label(by)}"


def title_of(topic: Topic) -> str:
    """What a further table is called by itself."""
    return TITLES[topic]
