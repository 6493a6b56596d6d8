"""An inspector's day: the arrivals in order, each where it was recorded, and nothing between."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn
from domain.kinds.visit.unit import UnitAdded
from domain.place.presence import Presence
from domain.register.trail_rule import FULL_TRAIL, TrailRule
from sync_server.office.commands import Office
from sync_server.overview.day_route import DayRoutes, Stop
from sync_server.register.names import names
from tests.builders.handset import write
from tests.builders.office import SCHOOL_AT, Inspection
from tests.builders.server import version_of
from tests.sync_server.overview.test_on_map import CHEN, viewer

DAY = "2026-05-14"


def stops(server, account: str = "chen.jing", day: str = DAY, who=None) -> list[Stop]:
    known = names(server.database, "wanshan")
    return list(DayRoutes(server.database).stops(who or viewer(), account, day, known))


@pytest.fixture
def phone(server) -> Inspection:
    """Chen's phone after a visit to school 2 and its neighbour, school 3, and then to school 1."""
    phone = Inspection.of(server)
    phone.open_visit("school-2")
    phone.check_in(40)
    phone.write(UnitAdded(school_id="school-3"), minutes=10)
    phone.check_in(90, unit="school-3")
    phone.submit(has_no_problem=True)
    phone.open_visit("school-1")
    phone.write(UnitAdded(school_id="school-9"), minutes=30)
    phone.check_in(1900)
    phone.push()
    return phone


def test_arrivals_are_in_their_order_each_unit_by_itself(server, phone):
    found = stops(server)
    assert [each.school_id for each in found] == ["school-2", "school-3", "school-1"]
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert [each.is_counted for each in found] == [True, True, False]
    assert [each.presence for each in found[::2]] == [Presence.INSIDE, Presence.OUTSIDE]
    north = [each.place.lat - SCHOOL_AT[0] for each in found if each.place]
    assert [round(each * 111_000) for each in north] == [40, 90, 1900]
    assert not any(each.is_by_register or each.is_by_hand for each in found)


def test_another_day_and_another_account_have_none(server, phone):
    assert stops(server, day="2026-05-13") == []
    assert stops(server, "wang.fang") == []


def test_an_inspector_is_told_of_their_own_arrivals_alone(server, phone):
    assert len(stops(server, "wang.fang", who=CHEN)) == 3
    assert stops(server, "chen.jing", who=viewer("wang.fang", Role.INSPECTOR)) == []


def test_without_a_fix_the_stop_is_where_the_register_has_the_unit(server):
    phone = Inspection.of(server)
    phone.open_visit()
    phone.write(VisitCheckedIn(), FixPrivate())
    phone.push()
    (stop,) = stops(server)
    assert (stop.place, stop.is_by_register) == (SCHOOL_AT, True)
    assert stop.presence is Presence.CANNOT_TELL


def test_a_place_set_by_hand_says_so(server):
    phone = Inspection.of(server)
    phone.open_visit()
    phone.check_in(source="manual")
    phone.push()
    (stop,) = stops(server)
    assert (stop.is_by_hand, stop.presence) == (True, Presence.CANNOT_TELL)


def test_where_the_rule_wants_no_place_no_fix_is_shown(server):
    rule = TrailRule(from_on="2026-05-01", wants_place=False, basis="规程", purpose="核对")
    body = DistrictSet(district="wanshan", name="万山区", trail=(FULL_TRAIL, rule))
    write(server, "wanshan", (body, None))
    phone = Inspection.of(server)
    phone.open_visit()
    phone.check_in(1900)
    phone.push()
    (stop,) = stops(server)
    assert (stop.place, stop.is_by_register, stop.presence) == (SCHOOL_AT, True, None)


def test_a_visit_that_was_cancelled_is_no_stop(server):
    phone = Inspection.of(server)
    phone.open_visit()
    phone.check_in()
    phone.submit(has_no_problem=True)
    phone.push()
    assert len(stops(server)) == 1
    version = version_of(server.database, phone.visit)
    Office(server.database, server.committer).cancel_visit("li.zhuren", phone.visit, version, "误")
    assert stops(server) == []
