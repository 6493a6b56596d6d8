"""The looks at findings (回访): any part of them by any filter, and the photos that show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session

from sync_server.data.findings.standing import FOLLOW_UP
from sync_server.data.findings.waiting import Key as FindingKey
from sync_server.data.ledger import by_keys
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

_VISIT = table_named("visit")
_PHOTO = table_named("visit_photo")
_ORDER = (FOLLOW_UP.c.followed_up_on, FOLLOW_UP.c.position)
_SAID = ("finding_visit", "finding_id", "visit", "school_id", "account", "conclusion", "due_on")


@dataclass(frozen=True, slots=True)
class LookFilter:
    """Which looks of a district's visits that stand: every field that is set narrows."""

    district: str
    month: str = ""
    account: str = ""
    conclusion: str = ""
    schools: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class LookList:
    """The looks that a filter leaves, the newest first."""

    session: Session
    wanted: LookFilter

    def count(self) -> int:
        """How many there are."""
        query = self._narrowed(select(func.count()))
        return int(self.session.connection().execute(query).scalar_one())

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, each with the ``visit_type`` it was on, and its text."""
        said = (FOLLOW_UP.c[name] for name in _SAID)
        query = self._narrowed(select(*said, FOLLOW_UP.c.text, _VISIT.c.visit_type, *_ORDER))
        return rows_at(self.session.connection(), query, _ORDER, place, limit)

    def months(self) -> list[str]:
        """The months in which the district's visits looked at something, the last one first."""
        month = func.substr(FOLLOW_UP.c.followed_up_on, 1, 7)
        whole = LookList(self.session, LookFilter(self.wanted.district))
        query = whole._narrowed(select(month)).distinct()
        return sorted(self.session.connection().execute(query).scalars(), reverse=True)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted, look = self.wanted, FOLLOW_UP.c
        query = query.select_from(FOLLOW_UP.join(_VISIT, _VISIT.c.visit == look.visit))
        query = query.where(look.district == wanted.district, _VISIT.c.is_standing.is_(True))
        if wanted.month:
            query = query.where(func.substr(look.followed_up_on, 1, 7) == wanted.month)
        if wanted.schools is not None:
            query = query.where(look.school_id.in_(wanted.schools))
        for name in ("account", "conclusion"):
            if value := getattr(wanted, name):
                query = query.where(look[name] == value)
        return query


def key_of(row: Any) -> Key:
    """Where a look stands in the list."""
    return row.followed_up_on, row.position


def photos_before(session: Session, visits: Iterable[str]) -> dict[FindingKey, int]:
    """How many photos these visits have of each finding that they raised, as it was found."""
    return _own_photos(session, visits, is_after=False)


def photos_after(session: Session, visits: Iterable[str]) -> dict[FindingKey, int]:
    """How many photos show each finding of these visits once put right, or when looked at again."""
    visits = set(visits)
    found = _own_photos(session, visits, is_after=True)
    look = FOLLOW_UP.c
    whose = (look.finding_visit, look.finding_id)
    is_of = (_PHOTO.c.visit == look.visit, _PHOTO.c.finding_id == look.finding_id)
    query = (
        select(*whose, func.count().label("photos"))
        .select_from(
            FOLLOW_UP.join(_PHOTO, is_of[0] & is_of[1]).join(_VISIT, _VISIT.c.visit == look.visit)
        )
        .where(_PHOTO.c.is_withdrawn.is_(False), _VISIT.c.is_standing.is_(True))
        .group_by(*whose)
    )
    rows = by_keys(session.connection(), query, look.finding_visit, visits)
    for row in rows:
        key = (row.finding_visit, row.finding_id)
        found[key] = found.get(key, 0) + row.photos
    return found


def _own_photos(
    session: Session, visits: Iterable[str], *, is_after: bool
) -> dict[FindingKey, int]:
    whose = (_PHOTO.c.visit, _PHOTO.c.finding_id)
    query = select(*whose, func.count().label("photos")).where(
        _PHOTO.c.finding_id.is_not(None),
        _PHOTO.c.is_withdrawn.is_(False),
        _PHOTO.c.is_after.is_(is_after),
    )
    rows = by_keys(session.connection(), query.group_by(*whose), _PHOTO.c.visit, visits)
    return {(row.visit, row.finding_id): row.photos for row in rows}
