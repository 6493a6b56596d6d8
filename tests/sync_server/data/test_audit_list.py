"""The audit page's list: every filter reads an index in its order, on both databases."""

from contextlib import contextmanager

import pytest

from domain.clock import format_instant
from sync_server.data.audit.listing import AuditFilter, AuditLine, count_lines, read_lines
from sync_server.data.audit.uses import drop_uses, keep_uses
from sync_server.data.engine import Database
from sync_server.data.paging import Place, Side
from sync_server.data.tables import ActRow, UseRow
from sync_server.data.upsert import upsert
from tests.builders.query_plans import plans
from tests.builders.server import Ledger
from tests.builders.trail import MAY_14

FILTERS = {
    "": {},
    "account": {"account": "a1"},
    "sort": {"sort": "seen"},
    "noun": {"noun": "visit"},
    "thing": {"noun": "visit", "code": "c1"},
    "days": {"since": "2026-05-14T00:00:10.000Z", "until": "2026-05-14T00:00:40.000Z"},
    "account and days": {"account": "a2", "since": "2026-05-14T00:00:10.000Z"},
    "all": {"account": "a1", "sort": "seen", "noun": "visit", "code": "c1"},
}
EACH = pytest.mark.parametrize("fields", FILTERS.values(), ids=FILTERS)


def _at(second: int) -> str:
    return format_instant(MAY_14.replace(hour=0, minute=0, second=second))


def _row(number: int) -> dict[str, str]:
    return {
        "district": "wanshan" if number % 7 else "other",
        "at": _at(number % 60),
        "account": f"a{number % 3}",
        "act": "use.saw",
        "sort": "seen" if number % 2 else "exported",
        "noun": "visit" if number % 5 else "",
        "code": f"c{number % 2}" if number % 5 else "",
    }


@pytest.fixture
def database(ledger: Ledger) -> Database:
    """Acts and uses of two districts, several of one instant."""
    acts = [ActRow(position=100_000 + each, **_row(each)) for each in range(120)]
    uses = [UseRow.model_validate({"note": "", **_row(each)}) for each in range(120)]
    ledger.database.write(lambda found: keep_uses(found.ledger, uses))
    ledger.database.follow(lambda found: upsert(found.tables, acts))
    return ledger.database


def wanted(fields: dict[str, str]) -> AuditFilter:
    return AuditFilter("wanshan", **fields)


@contextmanager
def connected(database: Database):
    with database.session() as session:
        yield session.connection()


def read(database: Database, found: AuditFilter, place: Place, limit: int) -> list[AuditLine]:
    with connected(database) as connection:
        return read_lines(connection, found, place, limit)


@EACH
def test_pages_forth_and_back_make_the_whole_list(database: Database, fields: dict[str, str]):
    found = wanted(fields)
    every = [each.key for each in read(database, found, Place(), 1000)]
    with connected(database) as connection:
        assert count_lines(connection, found) == len(every) > 0
    assert every == sorted(set(every), reverse=True)
    forth, place = list[tuple[int | str, ...]](), Place()
    while some := read(database, found, place, 7):
        forth += [each.key for each in some]
        place = Place(Side.AFTER, forth[-1])
    back, place = list[tuple[int | str, ...]](), Place(Side.LAST)
    while some := read(database, found, place, 7):
        back = [*(each.key for each in some), *back]
        place = Place(Side.BEFORE, back[0])
    assert forth == back == every


# SQLite tells its plan. All of one noun, which is not asked for much, are sorted.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", sorted(FILTERS.keys() - {"noun"}))
def test_no_filter_sorts_what_it_reads(database: Database, name: str):
    fields = FILTERS[name]
    steps = plans(database, lambda: read(database, wanted(fields), Place(), 50))
    assert steps
    assert all("USING INDEX ix_" in each for each in steps if "SEARCH" in each)
    assert not [each for each in steps if "TEMP B-TREE" in each or each.startswith("SCAN")]


def test_old_uses_go_and_newer_ones_stay(database: Database):
    before = _at(30)
    gone = database.write(lambda found: drop_uses(found.ledger, before))
    assert gone == 60
    left = read(database, wanted({"sort": "seen"}), Place(), 1000)
    assert all(each.at >= before for each in left if each.source == 2)
