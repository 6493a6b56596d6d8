"""The office's list of papers: any part of it by any filter, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlmodel import Session

from domain.kinds.paper.builder import AWAITING
from sync_server.data.campaigns.letters import papers_of
from sync_server.data.findings.standing import THE_UNITS
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.papers.papers import FINDING, PAPER
from sync_server.data.upsert import table_named

_NAMED = table_named("paper_finding")
_ORDER = (PAPER.c.listed_on, PAPER.c.listed_at, PAPER.c.paper)
_AWAITED = sorted(state.value for state in AWAITING)


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Which papers of a district: every field that is set narrows.

    ``schools`` are units, None for all. ``due_before`` is a day: of the papers that wait for an
    answer, those whose time ended before it while a finding of theirs is open and its unit has not
    said that it is put right, or that name none. ``campaign`` is the subject of the campaign
    they come from.
    """

    district: str
    paper_kind: str = ""
    state: str = ""
    year: int | None = None
    schools: Sequence[str] | None = None
    due_before: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class PaperList:
    """The papers that a filter leaves."""

    session: Session
    wanted: PaperFilter

    def count(self) -> int:
        """How many there are."""
        query = self._narrowed(select(func.count()).select_from(PAPER))
        return int(self.session.connection().execute(query).scalar_one())

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, the newest first: day, position and paper."""
        query = self._narrowed(select(*_ORDER))
        return rows_at(self.session.connection(), query, _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        query = query.where(PAPER.c.district == wanted.district)
        if wanted.paper_kind:
            query = query.where(PAPER.c.paper_kind == wanted.paper_kind)
        if wanted.state:
            query = query.where(PAPER.c.state == wanted.state)
        if wanted.year is not None:
            query = query.where(PAPER.c.year == wanted.year)
        if wanted.schools is not None:
            query = query.where(PAPER.c.school_id.in_(wanted.schools))
        if wanted.campaign:
            query = query.where(papers_of(wanted.district, wanted.campaign))
        if wanted.due_before:
            query = query.where(*_late(wanted.due_before))
        return query


def years(session: Session, district: str) -> list[int]:
    """The years of which the district has papers, the last one first."""
    query = select(PAPER.c.year).where(PAPER.c.district == district).distinct()
    return sorted(session.connection().execute(query).scalars(), reverse=True)


def key_of(row: Any) -> Key:
    """Where a paper stands in the list."""
    return row.listed_on, row.listed_at, row.paper


def _late(day: str) -> tuple[ColumnElement[bool], ...]:
    named = select(_NAMED.c.paper).where(_NAMED.c.paper == PAPER.c.paper).correlate(PAPER)
    waits = (
        select(_NAMED.c.paper)
        .join(
            FINDING,
            (FINDING.c.visit == _NAMED.c.visit) & (FINDING.c.finding_id == _NAMED.c.finding_id),
        )
        .where(_NAMED.c.paper == PAPER.c.paper, *_awaited())
        .correlate(PAPER)
    )
    is_awaited = or_(exists(waits), ~exists(named))
    return PAPER.c.state.in_(_AWAITED), PAPER.c.due_on < day, is_awaited


def _awaited() -> tuple[ColumnElement[bool], ...]:
    # So that the finding is looked up by its key, and not every open one is gone through.
    return (
        func.coalesce(FINDING.c.is_open, FINDING.c.is_open).is_(True),
        FINDING.c.state.in_(THE_UNITS),
    )
