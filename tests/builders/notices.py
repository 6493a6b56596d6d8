"""Notices of a ledger's office: drafts of them, visits with findings to name, and table rows."""

from typing import Any

from sqlalchemy import text

from domain.kinds.office.notice import NoticePrivate
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import NEW
from sync_server.office.commands import Office
from sync_server.office.notices import NoticeCommands, NoticeDraft, SeenFinding
from tests.builders.sample_ledger import record_visit
from tests.builders.server import DISTRICT, Ledger, Phone, version_of

PRIVATE = NoticePrivate(requirement="限期整改", issuer="周敏")


def notice_commands(ledger: Ledger) -> NoticeCommands:
    """The office's verbs about notices."""
    return NoticeCommands(Office(ledger.database, ledger.committer))


def rows(ledger: Ledger, query: str, **values: object) -> list[Any]:
    """What the tables answer."""
    with ledger.database.reading() as transaction:
        return list(transaction.tables.execute(text(query), values))


def numbers(ledger: Ledger) -> list[str]:
    """The numbers of all notices, in their order."""
    found = rows(ledger, "SELECT number FROM notice ORDER BY year, serial")
    return [row.number for row in found]


def series_version(ledger: Ledger, series: str = "notice-2026") -> str:
    """The version of a series of numbers, as the page shows it."""
    with ledger.database.reading() as transaction:
        return versions_called(transaction.tables, DISTRICT).get(("series", series), NEW)


def visits(ledger: Ledger, phone: Phone, count: int = 2) -> list[str]:
    """Submitted visits to one school, each with the finding f1."""
    found = [record_visit(phone, "school-1") for _ in range(count)]
    phone.push(ledger.committer)
    return found


def a_draft(ledger: Ledger, *named: str, on: str = "2026-05-20") -> NoticeDraft:
    """A notice about the finding f1 of each of these visits, as they stand now."""
    seen = tuple(SeenFinding(each, "f1", version_of(ledger.database, each)) for each in named)
    return NoticeDraft("school-1", seen, on, "2026-12-31")
