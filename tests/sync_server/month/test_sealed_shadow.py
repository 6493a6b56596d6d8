"""Tables made anew beside those in use keep what a month was sealed with, whatever came since."""

import pytest
from sqlalchemy import text

from domain.month.topic import ALL, By
from sync_server.data.engine import Database
from sync_server.data.following.place import place_of
from sync_server.month.commands import MonthCommands
from sync_server.month.locks import MonthLocks
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import upgrade
from sync_server.projection.versions import FOLD_VERSION
from sync_server.server import Server
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.server import SetClock
from tests.sync_server.conftest import ON_BOTH
from tests.sync_server.month.test_lock_agrees import plain

MAY = "2026-05"


def sealed(server: Server, database: Database) -> dict[By, tuple[object, ...]]:
    """What each of the month's tables says as it is official."""
    months = Months(database, server.clock, server.committer)
    found = {by: months.official(read_period(MAY), "wanshan", by).sheets[0] for by in ALL}
    assert {each.seal.partition("，")[0] for each in found.values()} == {"第 1 版"}
    return {by: plain(sheet) for by, sheet in found.items()}


@pytest.fixture
def late(server: Server, clock: SetClock) -> Server:
    """A month under seal, to which a visit came afterwards."""
    held_back = Inspection.of(server, "wang.fang")
    held_back.open_visit("school-2")
    held_back.check_in()
    held_back.submit()
    a_rich_visit(Inspection.of(server), [])
    clock.move(days=20)
    seen = MonthLocks(server.database, server.clock).read("wanshan", MAY).seen
    MonthCommands(server.database, server.committer).lock("zhao.tong", MAY, seen)
    held_back.push()
    return server


@ON_BOTH
def test_tables_of_another_fold_are_made_anew_with_the_same_sealed_figures(late: Server):
    before = sealed(late, late.database)
    changed = MonthLocks(late.database, late.clock).read("wanshan", MAY).changed
    assert changed is not None
    assert [each.visit for each in changed.visits]
    spoil = text("UPDATE followed SET fold = 1")
    late.database.follow(lambda transaction: transaction.tables.execute(spoil))
    opened = Database(late.database.url)
    upgrade(opened)
    with opened.reading() as transaction:
        assert place_of(transaction.tables).fold == FOLD_VERSION
    assert sealed(late, opened) == before
    assert MonthLocks(opened, late.clock).read("wanshan", MAY).changed == changed
    opened.close()


@ON_BOTH
def test_a_rebuild_aside_finds_the_sealed_month_as_it_stands(late: Server):
    before = sealed(late, late.database)
    assert rebuild(late.database) == {}
    spoil = text("UPDATE month_sheet SET facts = '{}'")
    late.database.follow(lambda transaction: transaction.tables.execute(spoil))
    assert rebuild(late.database)["month_sheet"] >= len(ALL)
    assert sealed(late, late.database) == before
