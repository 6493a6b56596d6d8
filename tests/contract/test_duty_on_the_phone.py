"""The month's duty on the phone is what the office counts, with what was only gone along on."""

from datetime import timedelta

from app.account.session import AccountSession
from domain.clock import local_date
from domain.kinds.register.assignment import Responsibility
from domain.month.month import Grouping, Row
from domain.visit.tally import Measure
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.office.commands import Office
from tests.builders.handset import NOON, an_assignment, write
from tests.builders.office import Inspection
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import Running
from tests.builders.server import version_of

TODAY = local_date(NOON)


def led_by(office: Running, account: str, school_id: str, *along: str) -> Inspection:
    """A visit that somebody else led and has brought."""
    inspection = Inspection.of(office.server, account)
    inspection.open_visit(school_id, participants=along)
    inspection.check_in()
    inspection.submit()
    inspection.push()
    return inspection


def in_the_office(office: Running, account: str = "chen.jing") -> Row:
    server = office.server
    months = Months(server.database, server.clock, server.committer)
    view = months.view(read_period("2026-05"), "wanshan", Grouping.INSPECTOR)
    return next(row for row in view.table.rows if row.key == account)


def agrees(office: Running, phone: AccountSession) -> tuple[int, int, int]:
    """Visits led, due and done, as phone and office both say after a sync."""
    assert phone.sync.run().problem is None
    month, row = phone.month(TODAY), in_the_office(office)
    said = (month.visits_made, month.due, month.done)
    assert said == (row.sums[Measure.VISITS], row.due, row.done)
    return said


def visited(phone: AccountSession, school_id: str) -> str:
    visit_id = phone.visits.open_visit(school_id)
    phone.visits.check_in(visit_id, AT_SCHOOL)
    phone.visits.submit(visit_id, has_no_problem=True)
    return visit_id


def test_going_along_is_duty_done_and_no_visit_of_ones_own(office: Running, phone: AccountSession):
    assert agrees(office, phone) == (0, 4, 0)
    led_by(office, "wang.fang", "school-1", "chen.jing")
    led_by(office, "wang.fang", "school-1")
    assert agrees(office, phone) == (0, 4, 1)
    at_school = next(e for e in phone.month(TODAY).schools if e.school.school_id == "school-1")
    assert (at_school.by_others, at_school.last_visit_on) == (1, TODAY.isoformat())


def test_visits_beyond_the_duty_are_counted_as_visits(
    office: Running, phone: AccountSession, handset: Handset
):
    handset.device.clock.at = NOON
    phone.sync.run()
    for school in ("school-1", "school-1", "school-2", "school-3"):
        visited(phone, school)
    assert phone.month(TODAY).visits_made == 4
    assert agrees(office, phone) == (4, 4, 2)


def test_what_the_office_takes_out_is_done_no_more(office: Running, phone: AccountSession):
    inspection = led_by(office, "wang.fang", "school-1", "chen.jing")
    assert agrees(office, phone) == (0, 4, 1)
    server, visit = office.server, inspection.visit
    verbs = Office(server.database, server.committer)
    verbs.cancel_visit("li.zhuren", visit, version_of(server.database, visit), "重复")
    assert agrees(office, phone) == (0, 4, 0)


def test_school_handed_over_moves_the_duty_and_what_was_made_for_it(
    office: Running, phone: AccountSession
):
    led_by(office, "wang.fang", "school-3")
    assert agrees(office, phone) == (0, 4, 0)
    since = (TODAY - timedelta(days=1)).isoformat()
    write(office.server, "wanshan", (an_assignment("school-3", "chen.jing", from_on=since), None))
    assert agrees(office, phone) == (0, 6, 1)
    other = an_assignment("school-1", "wang.fang", from_on=TODAY.isoformat())
    write(office.server, "wanshan", (other, None))
    assert agrees(office, phone) == (0, 4, 1)


def test_whoever_assists_at_a_school_owes_nothing_there(office: Running, phone: AccountSession):
    assisting = an_assignment(
        "school-3", "chen.jing", from_on="2026-01-01", responsibility=Responsibility.ASSISTING
    )
    write(office.server, "wanshan", (assisting, None))
    assert agrees(office, phone) == (0, 4, 0)
    assert len(phone.month(TODAY).schools) == 3


def test_visit_to_two_units_is_one_visit_and_duty_where_one_arrived(
    office: Running, phone: AccountSession, handset: Handset
):
    handset.device.clock.at = NOON
    phone.sync.run()
    visit_id = phone.visits.open_visit("school-1")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    phone.visits.add_unit(visit_id, "school-2")
    phone.visits.submit(visit_id, has_no_problem=True)
    assert phone.month(TODAY).visits_made == 1
    assert agrees(office, phone) == (1, 4, 1)
    two = phone.visits.open_visit("school-1")
    phone.visits.add_unit(two, "school-2")
    phone.visits.arrive_at_unit(two, "school-2", AT_SCHOOL)
    phone.visits.submit(two, has_no_problem=True)
    assert agrees(office, phone) == (2, 4, 2)
