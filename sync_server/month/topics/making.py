"""Any of a month's tables, as one transaction reads them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.month.month import Grouping
from domain.month.sheet import Sheet
from domain.month.topic import By, Topic
from sync_server.data.engine import Transaction
from sync_server.month.making import Asked, views
from sync_server.month.topics import campaigns, findings, lessons, people, themes
from sync_server.month.topics.table import Source
from sync_server.register.names import Names

MAKING: dict[Topic, Callable[[Source], Sheet]] = {
    Topic.THEME: themes.by_theme,
    Topic.CAMPAIGN: campaigns.by_campaign,
    Topic.LESSON_SUBJECT: lessons.by_subject,
    Topic.LESSON_YEAR: lessons.by_year,
    Topic.FINDING_CATEGORY: findings.by_category,
    Topic.FINDING_SEVERITY: findings.by_severity,
    Topic.FINDING_ZONE: findings.by_zone,
    Topic.STAGE: people.by_stages,
    Topic.WORKLOAD: people.workload,
}
_OF_PEOPLE = frozenset({Topic.STAGE, Topic.WORKLOAD})


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that were asked for, and what a reader needs beside them."""

    sheets: Sequence[Sheet]
    names: Names
    district_name: str
    until: str


def tables(transaction: Transaction, asked: Asked, wanted: Sequence[By]) -> Tables:
    """These tables; NotFound for an unknown district."""
    groupings = [each for each in wanted if isinstance(each, Grouping)]
    if not groupings or _OF_PEOPLE.intersection(wanted):
        groupings = list(dict.fromkeys([*groupings, Grouping.INSPECTOR]))
    made = dict(zip(groupings, views(transaction, asked, groupings), strict=True))
    source = Source(transaction, asked, made)
    sheets = [
        made[each].sheet if isinstance(each, Grouping) else MAKING[each](source) for each in wanted
    ]
    view = source.any_view
    return Tables(sheets, view.names, view.district_name, view.until)
