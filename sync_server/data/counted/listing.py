"""The counted visits behind a figure: one row for each unit of each visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, select

from domain.visit.tally import Measure
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

_COUNT = table_named("visit_measures")
_CAMPAIGN = table_named("campaign")
_CREDIT = table_named("visit_credit")
_VISIT = table_named("visit")
_ORDER = (_VISIT.c.visit_on, _VISIT.c.position, _COUNT.c.school_id)
_OF_VISIT = ("visit_on", "position", "theme_id", "campaign_id", "visit_type")
NO_THEME = "none"
"""What a filter calls the visits without a theme."""
ANY_CAMPAIGN = "*"
"""What a filter calls the visits of whatever campaign."""


@dataclass(frozen=True, slots=True)
class CountedFilter:
    """Which counted visits of a district's months: what is set narrows.

    ``account`` led them, ``joined`` led them or went along. ``campaign`` is a campaign's code, or
    ``ANY_CAMPAIGN``: those of campaigns that were approved and not withdrawn. ``measure`` leaves
    those that add something to it.
    """

    district: str
    first: str
    last: str
    zone: str = ""
    account: str = ""
    joined: str = ""
    school: str = ""
    theme: str = ""
    campaign: str = ""
    state: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class CountedList:
    """The rows that a filter leaves, the newest day first."""

    connection: Connection
    wanted: CountedFilter

    def sums(self) -> dict[Measure, int]:
        """What they add up to."""
        sums = [func.coalesce(func.sum(_COUNT.c[each.value]), 0) for each in Measure]
        row = self.connection.execute(self._narrowed(select(*sums))).one()
        return dict(zip(Measure, map(int, row), strict=True))

    def count(self) -> int:
        """How many rows there are."""
        return int(self.connection.execute(self._narrowed(select(func.count()))).scalar_one())

    def read(self, place: Place, limit: int) -> Sequence[Row[Any]]:
        """At most so many of them at the place."""
        query = select(_COUNT, *(_VISIT.c[name] for name in _OF_VISIT))
        return rows_at(self.connection, self._narrowed(query), _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        query = (
            query.select_from(_COUNT)
            .join(_VISIT, _VISIT.c.visit == _COUNT.c.visit)
            .where(
                _COUNT.c.district == wanted.district,
                _COUNT.c.month.between(wanted.first, wanted.last),
            )
        )
        for column, value in (
            (_COUNT.c.zone, wanted.zone),
            (_COUNT.c.account, wanted.account),
            (_COUNT.c.school_id, wanted.school),
            (_COUNT.c.state, wanted.state),
        ):
            query = query.where(column == value) if value else query
        if wanted.theme == NO_THEME:
            query = query.where(_VISIT.c.theme_id.is_(None))
        elif wanted.theme:
            query = query.where(_VISIT.c.theme_id == wanted.theme)
        if wanted.campaign:
            query = query.where(_VISIT.c.campaign_id.in_(self._campaigns()))
        if wanted.measure:
            query = query.where(_COUNT.c[wanted.measure] > 0)
        if wanted.joined:
            there = exists().where(
                _CREDIT.c.visit == _COUNT.c.visit,
                _CREDIT.c.account == wanted.joined,
                _CREDIT.c.took_part > 0,
            )
            query = query.where(there)
        return query

    def _campaigns(self) -> Select[Any]:
        wanted, of = self.wanted, _CAMPAIGN.c
        query = select(of.campaign_id).where(
            of.district == wanted.district, of.is_binding.is_(True)
        )
        any_of_them = wanted.campaign == ANY_CAMPAIGN
        return query if any_of_them else query.where(of.campaign_id == wanted.campaign)


def key_of(row: Any) -> Key:
    """Where a row stands in the list."""
    return row.visit_on, row.position, row.school_id
