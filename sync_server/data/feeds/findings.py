"""Findings as other systems read them, with the position of the newest word on each."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, func, or_, select

from sync_server.data.feeds.ask import Op, Value
from sync_server.data.feeds.source import COMPARES, Source
from sync_server.data.upsert import table_named

_FINDING, _COURSE = table_named("finding"), table_named("finding_course")
_LOOK, _NAMED, _PAPER = table_named("follow_up"), table_named("paper_finding"), table_named("paper")
_PLAIN = (
    "visit",
    "raised_on",
    "position",
    "school_id",
    "zone",
    "account",
    "source",
    "category",
    "severity",
    "is_hazard",
    "is_fixed_on_spot",
    "state",
    "is_open",
    "deadline",
    "replied_on",
    "ended_on",
    "number",
    "place",
    "text",
    "suggestion",
    "is_standing",
)


def _is_this(table: FromClause, prefix: str = "") -> tuple[ColumnElement[bool], ...]:
    return (
        table.c[f"{prefix}visit"] == _FINDING.c.visit,
        table.c.finding_id == _FINDING.c.finding_id,
    )


# What is said of a finding elsewhere: by the office and its unit, at later visits, in papers.
_ELSEWHERE: tuple[tuple[ColumnElement[Any], tuple[ColumnElement[bool], ...]], ...] = (
    (_COURSE.c.position, _is_this(_COURSE)),
    (_LOOK.c.position, _is_this(_LOOK, "finding_")),
    (_PAPER.c.position, (*_is_this(_NAMED), _NAMED.c.paper == _PAPER.c.paper)),
)


def _newest(number: int) -> ColumnElement[Any]:
    position, these = _ELSEWHERE[number]
    newest = select(func.max(position)).where(*these)
    return newest.correlate(_FINDING).scalar_subquery().label(f"newest_{number}")


def _changed(op: Op, value: Value) -> ColumnElement[bool]:
    """Whether anything was said of the finding behind this position of the log."""
    compare = COMPARES[op]
    said = (
        exists().where(compare(position, value), *these).correlate(_FINDING)
        for position, these in _ELSEWHERE
    )
    return or_(compare(_FINDING.c.position, value), *said)


NEWEST = tuple(f"newest_{number}" for number in range(len(_ELSEWHERE)))
FINDINGS = Source(
    district=_FINDING.c.district,
    shown=(
        _FINDING.c.subject.label("finding"),
        *(_FINDING.c[name] for name in _PLAIN),
        *map(_newest, range(len(_ELSEWHERE))),
    ),
    columns={"finding": _FINDING.c.subject, **{name: _FINDING.c[name] for name in _PLAIN}},
    looks={"changed": _changed},
)
