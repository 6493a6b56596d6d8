"""Visits as other systems read them, with what they add to the counts."""

from sqlalchemy import ColumnElement, func, select

from sync_server.data.feeds.source import Source
from sync_server.data.upsert import table_named

_VISIT, _MEASURES = table_named("visit"), table_named("visit_measures")
_PLAIN = (
    "visit",
    "position",
    "visit_on",
    "month",
    "school_id",
    "zone",
    "account",
    "visit_type",
    "theme_id",
    "campaign_id",
    "state",
    "is_counted",
    "presence",
    "submitted_at",
)
_SUMMED = (
    "visits",
    "school_visits",
    "inspector_visits",
    "lessons",
    "lesson_attendances",
    "lesson_plans",
    "findings",
    "hazards",
    "photos",
)


def _sum(name: str) -> ColumnElement[int]:
    """What the visit adds to a count at all of its units; 0 for one that does not count."""
    summed = select(func.coalesce(func.sum(_MEASURES.c[name]), 0))
    return summed.where(_MEASURES.c.visit == _VISIT.c.visit).scalar_subquery().label(name)


VISITS = Source(
    district=_VISIT.c.district,
    shown=(*(_VISIT.c[name] for name in _PLAIN), *map(_sum, _SUMMED)),
    columns={name: _VISIT.c[name] for name in _PLAIN},
    looks={},
)
