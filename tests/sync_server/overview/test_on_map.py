"""What a map says of each unit, on both databases: visited in some days or not, and hazards."""

from functools import partial

import pytest

from domain.errors import NotAllowed
from domain.kinds.author import Role
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.unit import UnitAdded
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.data.overview import on_map as sql
from sync_server.data.overview.on_map import Days, Hazards
from sync_server.overview.on_map import DistrictMaps, MapFilter, OnMap, UnitOnMap
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection
from tests.builders.query_plans import plans
from tests.sync_server.conftest import ON_BOTH

MAY = Days("2026-05-01", "2026-05-31")


def viewer(account: str = "li.zhuren", role: Role = Role.SUPERVISOR) -> Viewer:
    return Viewer(PersonFacts(account, "", role.value, "wanshan", "", None))


CHEN = viewer("chen.jing", Role.INSPECTOR)


def units(server, days: Days = MAY, who: Viewer | None = None, **fields) -> dict[str, UnitOnMap]:
    maps = DistrictMaps(server.database, server.clock)
    found = maps.units(who or viewer(), MapFilter(days, **fields))
    return {each.school_id: each for each in found.units}


def visit(server, account: str = "chen.jing", school: str = "school-1", hazard: bool = False):
    phone = Inspection.of(server, account)
    phone.open_visit(school)
    phone.check_in()
    if hazard:
        phone.raise_hazard()
    phone.push()
    return phone


def hand_in(phone: Inspection) -> None:
    phone.submit(has_no_problem=True)
    phone.push()


@ON_BOTH
def test_a_unit_is_visited_in_the_days_of_visits_that_count(server):
    phone = visit(server)
    assert units(server)["school-1"].marks == {OnMap.UNVISITED}
    hand_in(phone)
    found = units(server)["school-1"]
    assert found.called == (1, "2026-05-14")
    assert found.marks == {OnMap.VISITED}
    assert units(server)["school-2"].marks == {OnMap.UNVISITED}
    for days in (Days("2026-05-14", "2026-05-14"), Days("2026-01-01", "2026-12-31")):
        assert units(server, days)["school-1"].called.visits == 1
    for days in (Days("2026-05-01", "2026-05-13"), Days("2026-05-15", "2026-05-31")):
        assert units(server, days)["school-1"].called.visits == 0


@ON_BOTH
def test_a_further_unit_of_a_visit_is_visited_too(server):
    phone = visit(server)
    phone.write(UnitAdded(school_id="school-2"))
    phone.check_in(unit="school-2")
    hand_in(phone)
    assert [each.called.visits for each in units(server).values()] == [1, 1, 0]
    by_wang = units(server, account="wang.fang")
    assert [(each, unit.called.visits) for each, unit in by_wang.items()] == [("school-3", 0)]


@ON_BOTH
def test_a_hazard_is_open_once_handed_in_and_told_of_before(server):
    phone = visit(server, hazard=True)
    found = units(server)["school-1"]
    assert (found.hazards, found.has_hazard) == (Hazards(0, 1), True)
    phone.submit()
    phone.push()
    assert units(server)["school-1"].hazards == Hazards(1, 0)
    assert not units(server)["school-2"].has_hazard


def test_a_unit_without_a_position_is_there_and_says_so(server):
    bare = a_school("school-9", position=None, zone="z2", ownership=Ownership.PRIVATE)
    write(server, "wanshan", (bare, None))
    assert units(server)["school-9"].marks == {OnMap.UNVISITED, OnMap.UNPLACED}
    assert list(units(server, zone="z2")) == ["school-9"]
    assert list(units(server, ownership=Ownership.PRIVATE.value)) == ["school-9"]
    assert units(server, school_kind=SchoolKind.SENIOR.value) == {}


def test_what_is_out_of_use_is_there_only_where_it_was_visited(server):
    hand_in(visit(server))
    closed = (a_school(f"school-{number}", is_active=False) for number in (1, 2))
    write(server, "wanshan", *((each, None) for each in closed))
    assert list(units(server)) == ["school-1", "school-3"]
    assert list(units(server, Days("2026-04-01", "2026-04-30"))) == ["school-3"]


def test_an_inspector_is_shown_own_units_visits_and_hazards_whatever_is_asked(server):
    hand_in(visit(server, "wang.fang", "school-1"))
    others = visit(server, "wang.fang", "school-2", hazard=True)
    others.submit()
    others.push()
    for asked in ("", "wang.fang"):
        found = units(server, who=CHEN, account=asked)
        assert list(found) == ["school-1", "school-2"]
        assert {each.called.visits for each in found.values()} == {0}
        assert not any(each.has_hazard for each in found.values())
    for who in (viewer(), viewer("shen.ji", Role.AUDITOR)):
        assert units(server, who=who)["school-2"].has_hazard
        assert units(server, who=who)["school-1"].called.visits == 1


def test_an_account_s_units_are_those_it_holds_and_those_it_visited(server):
    hand_in(visit(server, "wang.fang", "school-1"))
    assert list(units(server, account="wang.fang")) == ["school-1", "school-3"]
    before = Days("2026-04-01", "2026-04-30")
    assert list(units(server, before, account="wang.fang")) == ["school-3"]


def test_whoever_sees_no_visits_sees_no_map(server):
    with pytest.raises(NotAllowed):
        units(server, who=viewer("zhao.tong", Role.CLERK))


def test_another_district_s_units_are_not_there(server):
    assert not units(server, zone="z1", who=_of_another_district())


def _of_another_district() -> Viewer:
    return Viewer(PersonFacts("li.zhuren", "", Role.SUPERVISOR.value, "other", "", None))


@pytest.mark.parametrize("account", ["", "chen.jing"])
def test_everything_is_read_along_an_index(server, account):
    def asked(read, *args):
        with server.database.session() as session:
            read(session.connection(), "wanshan", *args)

    steps = plans(server.database, partial(asked, sql.visited, MAY, account))
    steps += plans(server.database, partial(asked, sql.hazards, account))
    steps += plans(server.database, partial(asked, sql.led_on, "chen.jing", "2026-05-14"))
    assert len(steps) > 4
    assert [each for each in steps if each.startswith("SCAN")] == []
    leading = "ix_visit_by_account" if account else "ix_visit_listed"
    assert f"USING INDEX {leading} (district=?" in steps[0]
