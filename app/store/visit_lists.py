"""The visits of an account as lists show them: read from narrow rows, never from whole visits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select
from sqlmodel import col, func, or_, select

from app.store import lines
from app.store.database import Transaction, run
from app.store.tables import VisitRow
from app.store.visit_rows import IS_INSPECTION_MADE, listed
from domain.month.owed import MadeVisit
from domain.spelling import words_of


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: at most ``limit`` rows from ``offset``, holding the search words.

    ``schools`` are those that a word finds in the register.
    """

    limit: int = 50
    offset: int = 0
    search: str = ""
    state: str | None = None
    schools: Mapping[str, frozenset[str]] = field(default_factory=dict)


class ListedVisit(NamedTuple):
    """One visit as its row says; ``flags`` and ``units`` are codes with commas between them."""

    visit: str
    school_id: str
    school_name: str
    visit_type: str
    theme_id: str | None
    visit_on: str
    state: str
    is_amending: bool
    flags: str
    units: str


_LISTED = select(*(getattr(VisitRow, name) for name in ListedVisit._fields))
_NEWEST_FIRST = (col(VisitRow.visit_on).desc(), col(VisitRow.visit).desc())


def list_visits(transaction: Transaction, account: str, page: Page) -> list[ListedVisit]:
    """The account's visits, newest first. Every search word must occur."""
    wanted = _LISTED.where(VisitRow.account == account)
    for word in words_of(page.search):
        is_written = col(VisitRow.search_text).contains(word, autoescape=True)
        schools = page.schools.get(word, frozenset())
        wanted = wanted.where(or_(is_written, col(VisitRow.school_id).in_(sorted(schools))))
    if page.state:
        wanted = wanted.where(VisitRow.state == page.state)
    wanted = wanted.order_by(*_NEWEST_FIRST)
    return _listed(transaction, wanted.limit(page.limit).offset(page.offset))


def unsent_at_school(transaction: Transaction, account: str, school_id: str) -> list[ListedVisit]:
    """The account's visits to one school of which something still has to go."""
    waiting = lines.unsent_visits(transaction)
    wanted = _LISTED.where(col(VisitRow.visit).in_(waiting), VisitRow.account == account)
    rows = _listed(transaction, wanted)
    return [row for row in rows if school_id in (row.school_id, *listed(row.units))]


def visits_of_month(transaction: Transaction, account: str, month: str) -> list[ListedVisit]:
    """The account's visits of the month, and those of any month that still need work."""
    wanted = _LISTED.where(VisitRow.account == account, _is_of(month))
    return _listed(transaction, wanted.order_by(col(VisitRow.visit_on).desc()))


def followed_up(transaction: Transaction, account: str, month: str) -> list[str]:
    """Those of the visits of the month, and of those that still need work, that looked again."""
    wanted = select(VisitRow.visit).where(
        VisitRow.account == account, VisitRow.has_follow_ups, _is_of(month)
    )
    return list(transaction.exec(wanted.order_by(col(VisitRow.visit_on).desc())))


def visits_made(transaction: Transaction, account: str, month: str) -> list[MadeVisit]:
    """The month's visits made that the account led or went along on.

    Of a visit to several units one for each towards whose duty it counts.
    """
    wanted = select(VisitRow.visit, VisitRow.called, VisitRow.visit_on, VisitRow.leader).where(
        VisitRow.account == account,
        VisitRow.month == month,
        *IS_INSPECTION_MADE,
    )
    return [
        MadeVisit(visit, school_id, visit_on, leader)
        for visit, called, visit_on, leader in transaction.exec(wanted)
        for school_id in listed(called)
    ]


def visits_led(transaction: Transaction, account: str, month: str) -> int:
    """How many of the month's visits made the account led; one to several units is one."""
    wanted = select(func.count()).where(
        VisitRow.account == account,
        VisitRow.leader == account,
        VisitRow.month == month,
        *IS_INSPECTION_MADE,
    )
    return transaction.exec(wanted).one()


def visits_of_day(transaction: Transaction, account: str, day: str) -> list[ListedVisit]:
    """The account's visits of one local day."""
    wanted = _LISTED.where(VisitRow.account == account, VisitRow.visit_on == day)
    return _listed(transaction, wanted)


def visits_at_school(
    transaction: Transaction, account: str, school_id: str, limit: int
) -> list[ListedVisit]:
    """The account's newest visits at a school, as the first or a further unit."""
    further = ("," + col(VisitRow.units) + ",").contains(f",{school_id},", autoescape=True)
    is_there = or_(col(VisitRow.school_id) == school_id, further)
    wanted = _LISTED.where(VisitRow.account == account, is_there)
    return _listed(transaction, wanted.order_by(*_NEWEST_FIRST).limit(limit))


def _listed(transaction: Transaction, wanted: Select[*tuple[object, ...]]) -> list[ListedVisit]:
    return [ListedVisit._make(row) for row in run(transaction, wanted).all()]


def _is_of(month: str) -> ColumnElement[bool]:
    is_open = or_(
        col(VisitRow.state).in_(("in_progress", "returned")), col(VisitRow.is_amending).is_(True)
    )
    return or_(col(VisitRow.month) == month, is_open)
