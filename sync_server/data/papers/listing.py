"""The office's list of notices: any part of it by any filter, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlmodel import Session

from domain.kinds.office.notice import NoticeState
from sync_server.data.findings.standing import THE_UNITS
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.papers.notices import FINDING, NOTICE
from sync_server.data.upsert import table_named

_NAMED = table_named("notice_finding")
_ORDER = (NOTICE.c.year, NOTICE.c.serial, NOTICE.c.notice)


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices of a district: every field that is set narrows.

    ``schools`` are units, None for all. ``due_before`` is a day: of the notices that hold, those
    whose time ended before it while one of their findings is open and its unit has not said that
    it is put right.
    """

    district: str
    state: str = ""
    year: int | None = None
    schools: Sequence[str] | None = None
    due_before: str = ""


@dataclass(frozen=True, slots=True)
class NoticeList:
    """The notices that a filter leaves."""

    session: Session
    wanted: NoticeFilter

    def count(self) -> int:
        """How many there are."""
        query = self._narrowed(select(func.count()).select_from(NOTICE))
        return int(self.session.connection().execute(query).scalar_one())

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, the highest number first: year, serial and notice."""
        query = self._narrowed(select(*_ORDER))
        return rows_at(self.session.connection(), query, _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        query = query.where(NOTICE.c.district == wanted.district)
        if wanted.state:
            query = query.where(NOTICE.c.state == wanted.state)
        if wanted.year is not None:
            query = query.where(NOTICE.c.year == wanted.year)
        if wanted.schools is not None:
            query = query.where(NOTICE.c.school_id.in_(wanted.schools))
        if wanted.due_before:
            query = query.where(*_late(wanted.due_before))
        return query


def years(session: Session, district: str) -> list[int]:
    """The years of which the district has notices, the last one first."""
    query = select(NOTICE.c.year).where(NOTICE.c.district == district).distinct()
    return sorted(session.connection().execute(query).scalars(), reverse=True)


def key_of(row: Any) -> Key:
    """Where a notice stands in the list."""
    return row.year, row.serial, row.notice


def _late(day: str) -> tuple[ColumnElement[bool], ...]:
    waits = (
        select(_NAMED.c.notice)
        .join(
            FINDING,
            (FINDING.c.visit == _NAMED.c.visit) & (FINDING.c.finding_id == _NAMED.c.finding_id),
        )
        .where(_NAMED.c.notice == NOTICE.c.notice, *_awaited())
        .correlate(NOTICE)
    )
    return NOTICE.c.state == NoticeState.ISSUED.value, NOTICE.c.due_on < day, exists(waits)


def _awaited() -> tuple[ColumnElement[bool], ...]:
    # So that the finding is looked up by its key, and not every open one is gone through.
    return (
        func.coalesce(FINDING.c.is_open, FINDING.c.is_open).is_(True),
        FINDING.c.state.in_(THE_UNITS),
    )
