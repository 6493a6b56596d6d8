"""专项次 of a sealed month: a campaign whose first visit comes later is 补报 or 调整 (S2, S4)."""

from datetime import timedelta

import pytest

from domain.month.activity_changes import WorkChange
from domain.month.changes import ChangeSort, Why
from domain.month.topic import Topic
from sync_server.month.commands import MonthCommands
from sync_server.month.locks import MonthLocks
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.office.commands import Office, Redate
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.campaign_work import by_zone, go, planned, went
from tests.builders.campaigns import a_plan, approved, commands_of, seen
from tests.builders.office import Inspection
from tests.builders.server import SetClock, version_of
from tests.sync_server.conftest import ON_BOTH

MAY = "2026-05"


@pytest.fixture
def phone(server: Server) -> Inspection:
    """A phone that made May's first visit of the campaign k1."""
    planned(server, "k1", lead_zone="z1")
    planned(server, "k2")
    phone = Inspection.of(server)
    went(phone, "k1")
    return phone


@pytest.fixture
def sealed(phone: Inspection, clock: SetClock) -> Server:
    """The server, where May is sealed; the phone has one more visit of k1 and one of k2."""
    go(phone, "k1")
    go(phone, "k2")
    clock.move(days=20)
    lock(phone.server)
    return phone.server


def lock(server: Server) -> None:
    now = MonthLocks(server.database, server.clock).read("wanshan", MAY).seen
    MonthCommands(server.database, server.committer).lock("zhao.tong", MAY, now)


def work(server: Server) -> list[WorkChange]:
    """What came of campaigns, and the line of their figure: it always adds up."""
    found = MonthLocks(server.database, server.clock).read("wanshan", MAY).changed
    assert found is not None
    (line,) = (each for each in found.lines if each.name == "campaigns")
    assert line.locked + line.late + line.adjusted == line.now
    assert line.now == by_zone(server, MAY)["合计"]
    return list(found.work)


def told(server: Server) -> list[tuple[object, ...]]:
    return [(each.work.code, each.sort, each.why, each.other) for each in work(server)]


@ON_BOTH
def test_a_campaign_whose_first_visit_comes_after_the_seal_is_late(
    server: Server, phone: Inspection, sealed: Server
):
    assert told(server) == []
    phone.push()
    assert told(server) == [("k2", ChangeSort.LATE, Why.ARRIVED, "")]
    assert work(server)[0].difference == {"campaigns": 1}
    assert rebuild(server.database) == {}


@ON_BOTH
def test_one_that_is_withdrawn_or_led_by_another_zone_is_adjusted(
    server: Server, clock: SetClock, phone: Inspection
):
    clock.move(days=20)
    lock(server)
    plan = a_plan(title="专项k1", lead_zone=None)
    campaign = approved(server.database, server.committer, plan)
    assert told(server) == [("k1", ChangeSort.ADJUSTED, Why.REASSIGNED, "")]
    commands = commands_of(server.database, server.committer)
    commands.withdraw("li.zhuren", seen(server.database, campaign), "不办了")
    assert told(server) == [("k1", ChangeSort.ADJUSTED, Why.CANCELLED, "")]
    assert rebuild(server.database) == {}


def test_one_whose_only_visit_moves_to_another_month_goes_with_it(
    server: Server, clock: SetClock, phone: Inspection
):
    clock.move(days=20)
    lock(server)
    office = Office(server.database, server.committer)
    day = server.clock().date() - timedelta(days=1)
    version = version_of(server.database, phone.visit)
    redating = Redate(phone.visit, version, day, "记错了", server.clock().date())
    office.redate_visit("li.zhuren", redating)
    assert told(server) == [("k1", ChangeSort.ADJUSTED, Why.MOVED_OUT, "2026-06")]


def test_one_whose_only_visit_is_cancelled_is_adjusted(
    server: Server, clock: SetClock, phone: Inspection
):
    clock.move(days=20)
    lock(server)
    office = Office(server.database, server.committer)
    office.cancel_visit("li.zhuren", phone.visit, version_of(server.database, phone.visit), "作废")
    assert told(server) == [("k1", ChangeSort.ADJUSTED, Why.CANCELLED, "")]


def test_a_new_seal_takes_it_in_and_a_year_tells_the_sealed_months_beside_it(
    phone: Inspection, sealed: Server
):
    phone.push()
    months = Months(sealed.database, sealed.clock, sealed.committer)
    (table,) = months.official(read_period(MAY), "wanshan", Topic.CAMPAIGN).sheets
    assert [row.name for row in table.rows] == ["专项k1"]
    assert "第 1 版" in table.seal
    found = months.sealed_sums(read_period("2026"), "wanshan")
    assert found is not None
    figures = {each.name: (each.locked, each.now) for each in found.lines}
    assert figures["campaign_months"] == (1, 2)
    MonthCommands(sealed.database, sealed.committer).unlock(
        "li.zhuren", MAY, MonthLocks(sealed.database, sealed.clock).read("wanshan", MAY).seen, "补"
    )
    lock(sealed)
    assert told(sealed) == []
