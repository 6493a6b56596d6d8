"""What an inspector owes at each school, as the office says it and with what is made since."""

import pytest

from domain.kinds.register.district import Duty
from domain.kinds.register.school import SchoolKind
from domain.month.owed import MadeVisit, Owed, owed
from domain.wire.workbook import Workbook, WorkbookCall, WorkbookDuty
from tests.builders.register import a_school, a_workbook, an_office_visit

MAY = "2026-05"
ME, OTHER = "chen.jing", "wang.fang"


def made(visit: str, day: int = 6, leader: str = ME, school_id: str = "school-1") -> MadeVisit:
    return MadeVisit(visit * 64, school_id, f"2026-05-{day:02}", leader)


def told(*visits: MadeVisit, due: int = 2, **more: object) -> Workbook:
    """A workbook in which the office says which visits count at the first school."""
    calls = tuple(
        WorkbookCall(visit=each.visit, visit_on=each.visit_on, leader=each.leader)
        for each in visits
    )
    duty = WorkbookDuty(school_id="school-1", due=due, calls=calls)
    return a_workbook(duty_month=MAY, duties=(duty,), **more)


def test_before_the_office_has_told_of_the_month_the_rules_say_what_is_due():
    here = [made("a"), made("b", 7, OTHER)]
    kindergarten = a_school(2, school_kind=SchoolKind.KINDERGARTEN)
    workbook = a_workbook(schools=(a_school(1), kindergarten, a_school(3, is_mine=False)))
    assert owed(workbook, here, MAY) == {
        "school-1": Owed(due=2, done=2, by_others=1, last_on="2026-05-07"),
        "school-2": Owed(due=1, done=0, by_others=0, last_on=None),
    }
    of_april = told(due=9).model_copy(update={"duty_month": "2026-04"})
    assert owed(of_april, here, MAY)["school-1"].due == 2


def test_what_the_office_counts_and_has_not_seen_adds_up_and_each_counts_once():
    office = told(made("b", 7, OTHER), made("a", 6))
    found = owed(office, [made("a", 6), made("c", 8)], MAY)["school-1"]
    assert found == Owed(due=2, done=3, by_others=1, last_on="2026-05-08")


def test_what_the_office_has_seen_and_does_not_count_does_not_count():
    seen = an_office_visit("a" * 64)
    assert owed(told(visits=(seen,)), [made("a")], MAY)["school-1"].done == 0


def test_school_that_the_office_asks_nothing_of_is_owed_nothing_and_visits_show():
    found = owed(told(), [made("a", school_id="school-2")], MAY)["school-2"]
    assert found == Owed(due=0, done=1, by_others=0, last_on="2026-05-06")


@pytest.mark.parametrize(("is_once_a_day", "done"), [(True, 1), (False, 2)])
def test_two_on_one_day_count_as_the_district_has_it(is_once_a_day: bool, done: int):
    workbook = told(duty=Duty(is_once_a_day=is_once_a_day))
    assert owed(workbook, [made("a"), made("b")], MAY)["school-1"].done == done
