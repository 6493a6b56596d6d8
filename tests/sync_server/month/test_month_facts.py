"""The month's table over what people did, entry by entry (S2)."""

from datetime import timedelta

from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.unit import UnitAdded
from domain.month.month import Grouping, MonthTable, Row
from domain.visit.tally import Measure
from sync_server.month.making import MonthView
from sync_server.month.period import read_period
from sync_server.month.rows import NamedRow
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.sync_server.conftest import ON_BOTH

MAY = "2026-05"


def a_view(server: Server, by: Grouping, period: str = MAY) -> MonthView:
    months = Months(server.database, server.clock, server.committer)
    return months.view(read_period(period), "wanshan", by)


def rows(server: Server, by: Grouping, period: str = MAY) -> dict[str, Row]:
    """The rows of a table by their keys."""
    return {row.key: row for row in a_view(server, by, period).table.rows}


def named(server: Server, key: str, period: str = MAY) -> NamedRow:
    """A school's row under its name."""
    view = a_view(server, Grouping.SCHOOL, period)
    return next(each for each in view.rows if each.row.key == key)


def visited(inspection: Inspection, school_id: str = "school-1", **plan: object) -> str:
    """A visit that is handed in and brought."""
    visit = inspection.open_visit(school_id, **plan)
    inspection.check_in()
    inspection.submit()
    inspection.push()
    return visit


@ON_BOTH
def test_everybody_who_took_part_has_a_row_with_what_is_theirs(server: Server):
    inspection = Inspection.of(server, "wang.fang")
    inspection.open_visit("school-1", participants=("chen.jing",))
    inspection.check_in()
    inspection.write(LessonObserved(lesson_id="l1", observers=("wang.fang", "chen.jing")))
    inspection.submit()
    inspection.push()
    table = rows(server, Grouping.INSPECTOR)
    leader, along = table["wang.fang"].sums, table["chen.jing"].sums
    assert (leader[Measure.VISITS], along[Measure.VISITS]) == (1, 0)
    assert (leader[Measure.INSPECTOR_VISITS], along[Measure.INSPECTOR_VISITS]) == (1, 1)
    assert (leader[Measure.LESSONS], along[Measure.LESSONS]) == (1, 0)
    assert (leader[Measure.LESSON_ATTENDANCES], along[Measure.LESSON_ATTENDANCES]) == (1, 1)
    duty = table["chen.jing"]
    assert (len(duty.held), duty.due, duty.done) == (2, 4, 1)


@ON_BOTH
def test_a_visit_keeps_the_zone_kind_and_name_its_school_had(server: Server, clock: SetClock):
    visited(Inspection.of(server))
    clock.move(minutes=int(timedelta(days=40) / timedelta(minutes=1)))
    kindergarten = SchoolKind.KINDERGARTEN
    moved = a_school(zone="z2", name="新名小学", school_kind=kindergarten)
    write(server, "wanshan", (moved, None))
    assert {key: row.sums[Measure.VISITS] for key, row in rows(server, Grouping.ZONE).items()} == {
        "z1": 1
    }
    may, june = named(server, "school-1"), named(server, "school-1", "2026-06")
    assert (may.name == june.name, june.name, june.notes[1]) == (False, "新名小学", "幼儿园")
    assert (may.row.due, june.row.due) == (2, 1)
    visited(Inspection.of(server))
    zones = rows(server, Grouping.ZONE, "2026-06")
    assert {key for key, row in zones.items() if row.sums[Measure.VISITS]} == {"z2"}


def test_schools_without_a_visit_or_an_assignment_stand_in_their_table(server: Server):
    write(server, "wanshan", (a_school("school-9", name="远山小学"), None))
    write(server, "wanshan", (a_school("school-8", name="旧址小学", is_active=False), None))
    table = rows(server, Grouping.SCHOOL)
    assert (table["school-9"].due, table["school-9"].held) == (2, set())
    assert "school-8" not in table
    vacant = a_view(server, Grouping.INSPECTOR).rows[-1]
    assert (vacant.name, vacant.row.due) == ("无责任督学", 2)


def test_what_is_being_amended_counts_as_it_was_handed_in(server: Server):
    inspection = Inspection.of(server)
    inspection.open_visit()
    inspection.check_in()
    inspection.write(VisitCounted(method=Method.TALKS, quantity=2))
    inspection.submit()
    inspection.write(VisitAmended())
    inspection.write(VisitCounted(method=Method.TALKS, quantity=7))
    inspection.push()
    assert total(a_view(server, Grouping.ZONE).table)[Measure.TALKS] == 2
    inspection.submit()
    inspection.push()
    assert total(a_view(server, Grouping.ZONE).table)[Measure.TALKS] == 7


def to_two_units(server: Server) -> Inspection:
    """A visit to school-1 and, without an arrival there, to school-2 of another zone."""
    other = a_school("school-2", zone="z2", name="附属幼儿园")
    write(server, "wanshan", (other, None), (an_assignment("school-2", "chen.jing"), None))
    inspection = Inspection.of(server)
    inspection.open_visit("school-1")
    inspection.check_in()
    inspection.write(UnitAdded(school_id="school-2"))
    inspection.write(LessonObserved(lesson_id="l1", unit="school-2"))
    inspection.submit()
    inspection.push()
    return inspection


@ON_BOTH
def test_a_visit_to_two_units_is_counted_where_each_of_them_is(server: Server):
    to_two_units(server)
    measures = (Measure.VISITS, Measure.SCHOOL_VISITS, Measure.LESSONS)
    zones = rows(server, Grouping.ZONE)
    told = {key: [row.sums[each] for each in measures] for key, row in zones.items()}
    assert told == {"z1": [1, 1, 0], "z2": [0, 1, 1]}
    leader = rows(server, Grouping.INSPECTOR)["chen.jing"]
    assert [leader.sums[each] for each in measures] == [1, 2, 1]
    assert (len(leader.schools), leader.covered) == (2, 2)


@ON_BOTH
def test_the_duty_counts_a_further_unit_once_it_has_an_arrival_of_its_own(server: Server):
    inspection = to_two_units(server)
    assert rows(server, Grouping.INSPECTOR)["chen.jing"].done == 1
    inspection.write(VisitAmended())
    inspection.check_in(unit="school-2")
    inspection.submit()
    inspection.push()
    assert rows(server, Grouping.INSPECTOR)["chen.jing"].done == 2


def test_a_further_unit_that_moves_is_counted_in_its_zone_of_that_day(server: Server):
    to_two_units(server)
    write(server, "wanshan", (a_school("school-2", zone="z1", name="附属幼儿园"), None))
    assert rows(server, Grouping.ZONE)["z1"].sums[Measure.SCHOOL_VISITS] == 2
    assert rebuild(server.database) == {}


def total(table: MonthTable) -> dict[Measure, int]:
    """What the whole district adds up to."""
    return table.total.sums
