"""The audit page's rows within the viewer's district, each with what it is about by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session

from domain.audit.act import DEVICE, PERSON
from domain.clock import CST, format_instant
from domain.kinds.kind import NOTICE, VISIT
from sync_server.access.usage import Usage
from sync_server.access.viewer import Viewer
from sync_server.data.audit.listing import AuditFilter, AuditLine, count_lines, read_lines
from sync_server.data.chains import read_chains
from sync_server.data.engine import Database
from sync_server.data.paging import Key, Place
from sync_server.data.papers import notices
from sync_server.data.visits.rows import visits_of
from sync_server.register.names import Names, names

Titles = dict[tuple[str, str], str]
"""What things are called, by noun and code."""


class AuditRow(NamedTuple):
    """One act or use: who by name, and what the thing is called (empty: only its code is known)."""

    line: AuditLine
    person: str
    title: str


@dataclass(frozen=True, slots=True)
class FoundAudit:
    """What somebody asks for; it is read anew each time."""

    database: Database
    wanted: AuditFilter
    names: Names
    total: int

    def read(self, place: Place, limit: int) -> list[AuditRow]:
        """At most so many at the place."""
        with self.database.session() as session:
            lines = read_lines(session.connection(), self.wanted, place, limit)
            titles = _titles(session, self.names, {(each.noun, each.code) for each in lines})
        return [
            AuditRow(each, self.names.person(each.account), titles.get((each.noun, each.code), ""))
            for each in lines
        ]

    def key(self, row: AuditRow) -> Key:
        """Where one of them stands in the list."""
        return row.line.key

    def title(self, noun: str, code: str) -> str:
        """What one thing is called; its code where nothing else is known."""
        with self.database.session() as session:
            return _titles(session, self.names, {(noun, code)}).get((noun, code), code)


@dataclass(frozen=True, slots=True)
class Audit:
    """Reads it."""

    database: Database
    usage: Usage

    def found(
        self, viewer: Viewer, wanted: AuditFilter, days: tuple[date | None, date | None]
    ) -> FoundAudit:
        """What the viewer's district has of it, from the first local day to the last.

        The district is always the viewer's. NotAllowed (``no_audit``) for whoever may not.
        """
        viewer.require_audit()
        self.usage.flush()
        first, last = days
        wanted = replace(
            wanted,
            district=viewer.district,
            since=_begin(first) if first else "",
            until=_begin(last + timedelta(days=1)) if last else "",
        )
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            total = count_lines(session.connection(), wanted)
        return FoundAudit(self.database, wanted, known, total)


def _begin(day: date) -> str:
    return format_instant(datetime.combine(day, time(), CST))


def _titles(session: Session, known: Names, things: set[tuple[str, str]]) -> Titles:
    """What these things are called, as far as it is known."""
    found: Titles = {}
    by_noun: dict[str, list[str]] = {}
    for noun, code in things:
        by_noun.setdefault(noun, []).append(code)
    for noun, read in _READERS.items():
        for code, title in read(session, known, by_noun.get(noun, ())):
            found[noun, code] = title
    return found


Read = Callable[[Session, Names, Sequence[str]], list[tuple[str, str]]]


def _visits(session: Session, known: Names, codes: Sequence[str]) -> list[tuple[str, str]]:
    rows = visits_of(session, codes) if codes else []
    return [(row.visit, f"{known.school(row.school_id)} {row.visit_on or ''}") for row in rows]


def _notices(session: Session, _known: Names, codes: Sequence[str]) -> list[tuple[str, str]]:
    return notices.numbers_of(session, codes) if codes else []


def _devices(session: Session, known: Names, codes: Sequence[str]) -> list[tuple[str, str]]:
    chains = read_chains(session.connection(), codes) if codes else {}
    return [(code, f"{known.person(chain.account)}的手机") for code, chain in chains.items()]


def _assignments(_session: Session, known: Names, codes: Sequence[str]) -> list[tuple[str, str]]:
    parts = [(code, code.split("/")) for code in codes]
    return [
        (code, f"{known.school(school)} · {known.person(account)}")
        for code, (school, account, *_) in parts
    ]


def _avoidances(_session: Session, known: Names, codes: Sequence[str]) -> list[tuple[str, str]]:
    parts = [(code, code.split("/")) for code in codes]
    return [
        (code, f"{known.person(account)} · {known.school(school)}")
        for code, (account, school, *_) in parts
    ]


_READERS: dict[str, Read] = {
    VISIT: _visits,
    NOTICE: _notices,
    DEVICE: _devices,
    PERSON: lambda _session, known, codes: [(each, known.person(each)) for each in codes],
    "school": lambda _session, known, codes: [(each, known.school(each)) for each in codes],
    "zone": lambda _session, known, codes: [(each, known.zone(each)) for each in codes],
    "theme": lambda _session, known, codes: [(each, known.theme(each)) for each in codes],
    "assignment": _assignments,
    "avoidance": _avoidances,
}
