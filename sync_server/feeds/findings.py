"""The feed of findings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.findings.state import FindingState
from domain.kinds.office.token import TokenScope
from domain.kinds.visit.finding import Category, Severity, Source
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.feeds.ask import Ask, Condition, Op
from sync_server.data.feeds.findings import FINDINGS, NEWEST
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.feeds.feed import LATER, ORDERED, SAME, Asked, Feed
from sync_server.feeds.models import FindingRead
from sync_server.register.names import Names, names_in


def _standing(ask: Ask) -> Ask:
    """The same of the findings that stand, unless those are asked for that do not."""
    if any(each.column == "is_standing" for each in ask.conditions):
        return ask
    return replace(ask, conditions=(Condition("is_standing", Op.EQ, value=True), *ask.conditions))


def _read(transaction: Transaction, asked: Asked) -> Sequence[FindingRead]:
    with transaction.session() as session:
        known = names_in(session, asked.ask.district)
    rows = FINDINGS.rows(transaction.tables, _standing(asked.ask))
    return [_row(row, known) for row in rows]


def _row(row: Any, known: Names) -> FindingRead:
    newest = (getattr(row, name) for name in NEWEST)
    facts = {**row._mapping, "deadline": None if row.deadline == NO_DEADLINE else row.deadline}
    return FindingRead(
        **facts,
        changed=max(row.position, *(each or 0 for each in newest)),
        school=known.school(row.school_id),
        zone_name=known.zone(row.zone),
        source_name=label(Source(row.source)),
        category_name=label(Category(row.category)),
        severity_name=label(Severity(row.severity)),
        state_name=label(FindingState(row.state)),
    )


def _count(transaction: Transaction, asked: Asked) -> int:
    return FINDINGS.count(transaction.tables, _standing(asked.ask))


FEED = Feed(
    name="findings",
    path="findings",
    entity="Finding",
    plural="Findings",
    scope=TokenScope.FINDINGS,
    model=FindingRead,
    key="finding",
    order=("raised_on", "position"),
    filters={
        "finding": SAME,
        "changed": LATER,
        "visit": SAME,
        "raised_on": ORDERED,
        "school_id": SAME,
        "zone": SAME,
        "account": SAME,
        "source": SAME,
        "category": SAME,
        "severity": SAME,
        "is_hazard": SAME,
        "state": SAME,
        "is_open": SAME,
        "ended_on": ORDERED,
    },
    read=_read,
    count=_count,
    says="一条问题一行，有问题描述和整改建议的原文；撤回的、所在督导作废了的不在。",
)
