"""A month under seal: its figures hold whatever comes, and what came is told (S2, story E)."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.record import Method, VisitCounted
from domain.month.changes import Change, ChangeSort, Why
from domain.month.month import Grouping
from domain.month.sheet import Sheet
from domain.trail.checkpoint import Checkpoint
from domain.visit.tally import Measure
from domain.visit.visit import Visit
from sync_server.data.visits import rows as visits
from sync_server.ledger.append import NEW
from sync_server.month.commands import MonthCommands
from sync_server.month.locks import MonthLock, MonthLocks
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months, Take
from sync_server.office.commands import Merge, Office, Redate
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.sync_server.conftest import ON_BOTH

MAY = "2026-05"
CLERK, SUPERVISOR = "zhao.tong", "li.zhuren"


def a_lock(server: Server, month: str = MAY) -> MonthLock:
    return MonthLocks(server.database, server.clock).read("wanshan", month)


def commands(server: Server) -> MonthCommands:
    return MonthCommands(server.database, server.committer)


def lock(server: Server, month: str = MAY, account: str = CLERK) -> None:
    commands(server).lock(account, month, a_lock(server, month).seen)


def unlock(server: Server, reason: str = "漏了一所学校") -> None:
    commands(server).unlock(SUPERVISOR, MAY, a_lock(server).seen, reason)


def table(server: Server, by: Grouping = Grouping.ZONE, number: int | None = None) -> Sheet:
    months = Months(server.database, server.clock, server.committer)
    return months.official(read_period(MAY), "wanshan", by, number).sheets[0]


def changed(server: Server) -> dict[str, Change]:
    """What came to May after its seal, by the visits."""
    found = a_lock(server).changed
    assert found is not None
    for each in found.lines:
        assert each.locked + each.late + each.adjusted + each.other == each.now
    return {each.visit: each for each in found.visits}


def visited(inspection: Inspection, school: str = "school-1", *, is_brought: bool = True) -> str:
    """A visit that is handed in."""
    visit = inspection.open_visit(school)
    inspection.check_in()
    inspection.submit()
    if is_brought:
        inspection.push()
    return visit


def amend(phone: Inspection, visit: str) -> None:
    """Three talks more are handed in."""
    phone.visit = visit
    phone.write(VisitAmended())
    phone.write(VisitCounted(method=Method.TALKS, quantity=3))
    phone.submit()
    phone.push()


def folded(server: Server, visit: str) -> Visit:
    with server.database.session() as session:
        row = visits.visit(session, visit)
    assert row is not None
    return Visit.model_validate_json(row.folded)


def to_june(clock: SetClock) -> None:
    clock.move(minutes=int(timedelta(days=20) / timedelta(minutes=1)))


@ON_BOTH
def test_a_late_arrival_moves_no_sealed_figure_and_is_listed(server: Server, clock: SetClock):
    visited(Inspection.of(server))
    late = Inspection.of(server, "wang.fang")
    visit = visited(late, "school-2", is_brought=False)
    to_june(clock)
    lock(server)
    before = {by: table(server, by) for by in Grouping}
    late.push()
    assert {by: table(server, by) for by in Grouping} == before
    assert before[Grouping.ZONE].totals["visits"] == 1
    assert table(server, number=PRESENT).totals["visits"] == 2
    found = changed(server)[visit]
    assert (found.sort, found.why) == (ChangeSort.LATE, Why.ARRIVED)
    assert (found.place.school_id, found.place.account) == ("school-2", "wang.fang")
    assert found.difference[Measure.VISITS] == 1


@ON_BOTH
def test_what_was_counted_and_changes_is_an_adjustment(server: Server, clock: SetClock):
    phone, other = Inspection.of(server), Inspection.of(server, "wang.fang")
    cancelled, amended, redated = (visited(phone, f"school-{n}") for n in (1, 2, 3))
    merged, into = visited(other, "school-2"), amended
    to_june(clock)
    lock(server)
    office = Office(server.database, server.committer)
    office.cancel_visit(SUPERVISOR, cancelled, folded(server, cancelled).version, "重复")
    day = server.clock().date()
    seen = folded(server, redated).version
    office.redate_visit(SUPERVISOR, Redate(redated, seen, day, "记错了", day))
    amend(phone, amended)
    versions = (folded(server, merged).version, folded(server, into).version)
    office.merge_visit(SUPERVISOR, Merge(merged, versions[0], into, versions[1], "记了两遍"))
    found = changed(server)
    assert {each.sort for each in found.values()} == {ChangeSort.ADJUSTED}
    assert {visit: (each.why, each.other) for visit, each in found.items()} == {
        cancelled: (Why.CANCELLED, ""),
        redated: (Why.MOVED_OUT, "2026-06"),
        amended: (Why.AMENDED, ""),
        merged: (Why.MERGED, into),
    }
    assert found[amended].difference[Measure.TALKS] == 3
    assert table(server).totals["visits"] == 4


@ON_BOTH
def test_a_month_is_sealed_anew_only_after_it_was_opened(server: Server, clock: SetClock):
    visited(Inspection.of(server))
    to_june(clock)
    lock(server)
    first = table(server)
    visited_late = Inspection.of(server, "wang.fang")
    with pytest.raises(BadInput, match="已经锁定"):
        lock(server)
    unlock(server)
    office = Office(server.database, server.committer)
    visit = visited(visited_late, "school-2")
    day = (server.clock() - timedelta(days=20)).date()
    office.redate_visit(
        SUPERVISOR, Redate(visit, folded(server, visit).version, day, "补记", server.clock().date())
    )
    assert table(server) == first
    lock(server, account=SUPERVISOR)
    newest, older = a_lock(server).versions
    assert (newest.number, older.number, older.reason) == (2, 1, "漏了一所学校")
    assert (newest.by_name, older.unlocked_by) == ("李主任", SUPERVISOR)
    assert (table(server).totals["visits"], table(server, number=1)) == (2, first)
    assert changed(server) == {}


def test_the_seal_names_the_head_of_the_log_that_its_figures_stand_for(server, clock):
    visited(Inspection.of(server))
    to_june(clock)
    before = server.log.state().checkpoint
    lock(server)
    (version,) = a_lock(server).versions
    told = Checkpoint.read(version.body.checkpoint)
    assert (told.tree_size, told.root) == (before.tree_size, before.root)
    assert version.body.tree_size == told.tree_size <= version.position
    assert "第 1 版" in table(server).seal


def test_two_exports_of_a_sealed_month_have_the_same_cells(server, clock):
    visited(Inspection.of(server))
    to_june(clock)
    lock(server)
    months = Months(server.database, server.clock, server.committer)
    first = months.export(MAY, "wanshan").content
    visited(Inspection.of(server, "wang.fang"))
    write(server, "wanshan", (a_school(name="换了名的小学"), None))
    unlock(server)
    second = months.export(MAY, "wanshan").content
    assert cells(first) == cells(second)
    present = months.export(Take(MAY, number=PRESENT), "wanshan").content
    assert cells(present) != cells(first)
    seal = str(cells(first)["按责任区"][1][0])
    assert seal.startswith("第 1 版，赵统 ")


def cells(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


@ON_BOTH
def test_tables_made_anew_have_the_same_seals(server: Server, clock: SetClock):
    phone = Inspection.of(server)
    visited(phone)
    to_june(clock)
    lock(server)
    phone.push()
    late = visited(Inspection.of(server, "wang.fang"), "school-2")
    unlock(server)
    lock(server)
    office = Office(server.database, server.committer)
    office.cancel_visit(SUPERVISOR, late, folded(server, late).version, "重复")
    before = (table(server), table(server, number=1), changed(server))
    assert rebuild(server.database) == {}
    assert (table(server), table(server, number=1), changed(server)) == before


def test_what_cannot_be_sealed_or_opened_says_why(server, clock):
    with pytest.raises(BadInput, match="还没有结束"):
        lock(server)
    to_june(clock)
    with pytest.raises(BadInput, match="没有锁定"):
        unlock(server)
    lock(server)
    with pytest.raises(BadInput, match="原因"):
        unlock(server, " ")
    with pytest.raises(Conflict):
        commands(server).unlock(SUPERVISOR, MAY, NEW, "看过旧的")
    for account in ("chen.jing",):
        with pytest.raises(NotAllowed):
            commands(server).lock(account, MAY, a_lock(server).seen)
    with pytest.raises(NotFound, match="没有第 7 版"):
        table(server, number=7)


def test_a_longer_period_tells_what_was_sealed_and_what_is_otherwise_now(server, clock):
    late = Inspection.of(server, "wang.fang")
    visited(Inspection.of(server))
    visited(late, "school-2", is_brought=False)
    to_june(clock)
    months = Months(server.database, server.clock, server.committer)
    year = read_period("2026")
    assert months.sealed_sums(year, "wanshan") is None
    lock(server)
    late.push()
    found = months.sealed_sums(year, "wanshan")
    assert found is not None
    assert found.months == [MAY]
    sums = {each.name: (each.locked, each.now, each.other) for each in found.lines}
    assert sums["visits"] == (1, 2, 1)
    assert "overdue" not in sums
