"""Which units nobody has visited this term, and who is behind with the month's duty."""

from datetime import date

from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.unit import UnitAdded
from sync_server.overview.behind import duty_of_month
from sync_server.overview.units import Units
from sync_server.register.names import names
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection

TODAY = date(2026, 5, 14)
DAY_MS = 24 * 60 * 60 * 1000


def unvisited(server, on: date = TODAY) -> list[str]:
    known = names(server.database, "wanshan")
    term = Units(server.database, server.clock).on("wanshan", on, known)
    return [each.school_id for each in term.unvisited]


def test_a_unit_is_visited_as_the_first_one_and_as_a_further_one(server):
    phone = Inspection.of(server)
    assert unvisited(server) == ["school-1", "school-2", "school-3"]
    phone.open_visit("school-1")
    phone.check_in()
    phone.write(UnitAdded(school_id="school-2"))
    phone.check_in(unit="school-2")
    phone.push()
    assert len(unvisited(server)) == 3
    phone.submit(has_no_problem=True)
    phone.push()
    assert unvisited(server) == ["school-3"]
    assert len(unvisited(server, date(2026, 9, 1))) == 3


def test_kinds_are_told_apart_and_what_is_out_of_use_is_left_out(server):
    garden = a_school("school-8", name="八幼", school_kind=SchoolKind.KINDERGARTEN)
    closed = a_school("school-9", name="旧村小", is_active=False)
    write(server, "wanshan", (garden, None), (closed, None))
    known = names(server.database, "wanshan")
    by_kind = Units(server.database, server.clock).on("wanshan", TODAY, known).by_kind
    assert by_kind == [(SchoolKind.KINDERGARTEN, 1, 1), (SchoolKind.PRIMARY, 3, 3)]


def test_offices_are_gone_to_in_campaigns_and_not_asked_after_each_term(server):
    kinds = (SchoolKind.TOWNSHIP, SchoolKind.DEPARTMENT, SchoolKind.TRAINING)
    units = [a_school(each.value, name=each.value, school_kind=each) for each in kinds]
    write(server, "wanshan", *((each, None) for each in units))
    assert unvisited(server)[3:] == ["training"]


def test_duty_is_owed_by_its_holder_and_a_vacancy_by_nobody(server):
    known = names(server.database, "wanshan")
    before = duty_of_month(server.database, "wanshan", TODAY, known)
    assert [(each.account, each.due, each.done) for each in before.behind] == [
        ("chen.jing", 4, 0),
        ("wang.fang", 2, 0),
    ]
    over = an_assignment("school-3", "wang.fang", from_on="2026-01-01", to_on="2026-04-30")
    write(server, "wanshan", (over, None))
    after = duty_of_month(server.database, "wanshan", TODAY, known)
    assert (after.due, after.vacant, after.inspectors) == (6, 2, 1)
    assert [each.account for each in after.behind] == ["chen.jing"]


def test_who_has_made_all_visits_is_behind_no_more(server, clock):
    phone = Inspection.of(server, "wang.fang")
    for _ in range(2):
        phone.open_visit("school-3")
        phone.submit(has_no_problem=True)
        phone.push()
        clock.move(days=1)
        phone.handset.pen.at, phone.handset.pen.ms = clock(), phone.handset.pen.ms + DAY_MS
    known = names(server.database, "wanshan")
    found = duty_of_month(server.database, "wanshan", date(2026, 5, 16), known)
    assert (found.done, [each.account for each in found.behind]) == (2, ["chen.jing"])
