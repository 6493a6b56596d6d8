"""The audit page's rows within the viewer's district, each with what it is about by name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from domain.audit.act import DEVICE, PERSON
from domain.clock import CST, format_instant
from domain.kinds.kind import (
    ACCOUNTABILITY,
    CAMPAIGN,
    FINDING,
    MESSAGE,
    PAPER,
    SIMILAR_CHECK,
    TASK,
    VISIT,
)
from domain.kinds.office.opinion import OPINION
from domain.kinds.office.template import DocumentKind
from domain.words.values import label
from sync_server.access.usage import Usage
from sync_server.access.viewer import Viewer
from sync_server.data.audit.listing import AuditFilter, AuditLine, count_lines, read_lines
from sync_server.data.audit.titles import KnownThings, known_things
from sync_server.data.engine import Database
from sync_server.data.paging import Key, Place
from sync_server.register.history import ONE_A_DISTRICT
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
            things = {(each.noun, each.code) for each in lines if each.code}
            found = known_things(session, self.wanted.district, _by_noun(things))
        titles = _titles(self.names, found, things)
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
            found = known_things(session, self.wanted.district, {noun: [code]})
        return _titles(self.names, found, [(noun, code)]).get((noun, code)) or code


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


def _titles(known: Names, found: KnownThings, things: Iterable[tuple[str, str]]) -> Titles:
    """What these things are called, as far as it is known."""
    reads: dict[str, Callable[[str], str]] = {
        VISIT: lambda code: _where_and_when(known, found.visits, code),
        FINDING: lambda code: _where_and_when(known, found.findings, code),
        PAPER: lambda code: found.papers.get(code, ""),
        DEVICE: lambda code: _device(known, found, code),
        # Who may not read a message learns nothing of it here but that it was dealt with.
        MESSAGE: lambda _: "一封来信",
        SIMILAR_CHECK: lambda _: "一项排查",
        ACCOUNTABILITY: lambda _: "一件问责",
        TASK: lambda _: "一项任务",
        CAMPAIGN: lambda code: found.campaigns.get(code, "一项专项督导"),
        OPINION: lambda code: (
            _where_and_when(known, found.visits, code.partition("/")[0]) or "一次督导"
        ),
        "policy": lambda code: found.policies.get(code, ""),
        "calendar": lambda code: " ".join(found.calendar.get(code, ())),
        "token": lambda code: found.tokens.get(code, ""),
        PERSON: known.person,
        "portrait": known.person,
        "grant": known.person,
        "school": known.school,
        "zone": known.zone,
        "theme": known.theme,
        "template": _document,
        "assignment": lambda code: _pair(known, *code.split("/")[:2]),
        "avoidance": lambda code: _pair(known, *reversed(code.split("/")[:2])),
        **dict.fromkeys(ONE_A_DISTRICT, lambda _code: "本区县"),
    }
    return {(noun, code): reads[noun](code) for noun, code in things if noun in reads}


def _document(code: str) -> str:
    return label(DocumentKind(code)) if code in set(DocumentKind) else code


def _where_and_when(known: Names, found: Mapping[str, tuple[str, str]], code: str) -> str:
    if code not in found:
        return ""
    school, day = found[code]
    return f"{known.school(school)} {day}"


def _device(known: Names, found: KnownThings, code: str) -> str:
    account = found.devices.get(code)
    return f"{known.person(account)}的手机" if account else ""


def _pair(known: Names, school: str = "", account: str = "") -> str:
    return f"{known.school(school)} · {known.person(account)}"


def _by_noun(things: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for noun, code in things:
        found.setdefault(noun, []).append(code)
    return found
