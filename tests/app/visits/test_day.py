"""One day with several stops (3-13): a plan on the phone, and what one stop hands to the next."""

from datetime import timedelta

import pytest

from app.account.session import AccountSession
from app.store import lines, settings
from domain.errors import Conflict
from domain.kinds.visit.plan import VisitType
from tests.builders.district import TODAY, a_district
from tests.builders.phone import AT_SCHOOL
from tests.builders.trail import Pen, an_author, folded


@pytest.fixture
def session(at_work: AccountSession, server) -> AccountSession:
    """Chen Jing with the district's workbook."""
    server.workbook = a_district()
    at_work.sync.run()
    return at_work


@pytest.fixture
def visits(session):
    return session.visits


def planned(visits, today=TODAY):
    return [each.school_id for each in visits.day(today).planned]


def test_stops_stand_in_the_order_they_were_planned(visits):
    for school_id in ("school-2", "school-1", "school-2"):
        visits.add_stop(TODAY, school_id)
    assert planned(visits) == ["school-2", "school-1"]
    assert visits.day(TODAY).next.name == "河湾镇中心幼儿园"


@pytest.mark.parametrize(
    ("school_id", "by", "expected"),
    [
        ("school-1", 1, ["school-2", "school-1", "school-3"]),
        ("school-3", -1, ["school-1", "school-3", "school-2"]),
        ("school-1", -1, ["school-1", "school-2", "school-3"]),
        ("school-3", 9, ["school-1", "school-2", "school-3"]),
        ("school-3", -9, ["school-3", "school-1", "school-2"]),
        ("nowhere", 1, ["school-1", "school-2", "school-3"]),
    ],
)
def test_stop_is_moved_as_far_as_there_are_places(visits, school_id, by, expected):
    for each in ("school-1", "school-2", "school-3"):
        visits.add_stop(TODAY, each)
    visits.move_stop(TODAY, school_id, by)
    assert planned(visits) == expected


def test_stop_is_dropped(visits):
    visits.add_stop(TODAY, "school-1")
    visits.drop_stop(TODAY, "school-1")
    visits.drop_stop(TODAY, "school-1")
    assert visits.day(TODAY).next is None


def test_plan_is_of_its_day_only(visits):
    visits.add_stop(TODAY, "school-1")
    tomorrow = TODAY + timedelta(days=1)
    assert planned(visits, tomorrow) == []
    visits.add_stop(tomorrow, "school-2")
    assert (planned(visits), planned(visits, tomorrow)) == ([], ["school-2"])


def test_plan_is_of_its_account_only(enrolled, visits):
    visits.add_stop(TODAY, "school-1")
    assert planned(enrolled.practise().visits) == []


def test_full_day_is_refused_in_words(visits):
    for number in range(20):
        visits.add_stop(TODAY, f"school-{number}")
    with pytest.raises(Conflict, match="最多排 20 站"):
        visits.add_stop(TODAY, "one-more")
    assert len(planned(visits)) == 20


def test_stop_that_left_the_register_is_shown_by_its_id(visits):
    visits.add_stop(TODAY, "school-77")
    (stop,) = visits.day(TODAY).planned
    assert (stop.name, stop.school) == ("school-77", None)


@pytest.mark.parametrize("kept", ["{", "[]", '{"2026-05-14": 7}', '{"2026-05-14": [1, null]}'])
def test_plan_that_cannot_be_read_is_an_empty_day(enrolled, visits, kept):
    with enrolled.phone.accounts._store.database.write() as transaction:
        settings.put(transaction, "stops:chen.jing", kept)
    assert planned(visits) == []
    visits.add_stop(TODAY, "school-1")
    assert planned(visits) == ["school-1"]


def test_planning_writes_no_entry(enrolled, visits):
    store = enrolled.phone.accounts._store
    with store.database.read() as transaction:
        before = lines.unsent_count(transaction, "chen.jing")
    visits.add_stop(TODAY, "school-1")
    with store.database.read() as transaction:
        assert lines.unsent_count(transaction, "chen.jing") == before


def test_visits_of_the_day_are_told_with_their_times(enrolled, visits):
    clock = enrolled.device.clock
    first = visits.begin_visit("school-1", TODAY)
    clock.go_on(minutes=5)
    second = visits.begin_visit("school-2", TODAY)
    visits.check_in(second, AT_SCHOOL)
    clock.go_on(minutes=40)
    visits.check_out(second, AT_SCHOOL)
    visits.check_in(first, AT_SCHOOL)
    made = visits.day(TODAY).made
    assert [each.visit_id for each in made] == [second, first]
    assert (made[0].arrived_at, made[0].left_at) == (
        "2026-05-14T00:35:00.000Z",
        "2026-05-14T01:15:00.000Z",
    )
    assert (made[1].school_name, made[1].left_at) == ("栖云实验小学", None)


def test_cancelled_visit_is_no_stop(visits):
    visit_id = visits.begin_visit("school-1", TODAY)
    visits.cancel(visit_id, "走错了")
    assert visits.day(TODAY).made == ()
    assert visits.stop_before(TODAY) is None


def test_beginning_a_visit_takes_its_stop_out_of_the_plan(visits):
    for school_id in ("school-1", "school-2"):
        visits.add_stop(TODAY, school_id)
    visits.begin_visit("school-1", TODAY)
    assert planned(visits) == ["school-2"]


def test_later_stop_takes_over_people_and_type(visits):
    first = visits.begin_visit("school-1", TODAY)
    visits.plan(first, participants=["wang.fang"], visit_type=VisitType.COLLABORATIVE)
    second = visits.visit(visits.begin_visit("school-2", TODAY)).visit
    assert second.participants == ("wang.fang",)
    assert second.visit_type is VisitType.COLLABORATIVE


def test_visit_of_a_colleague_hands_nothing_over(enrolled, visits):
    pen = Pen(an_author("wang.fang"))
    visit_id = pen.open_visit(participants=("chen.jing", "zhou.min"))
    store = enrolled.phone.accounts._store
    with store.database.write() as transaction:
        store.save(transaction, "chen.jing", folded(visit_id, pen.lines, pen.author))
    assert [each.visit_id for each in visits.day(TODAY).made] == [visit_id]
    assert visits.stop_before(TODAY) is None


def test_next_day_begins_anew(enrolled, visits):
    first = visits.begin_visit("school-1", TODAY)
    visits.plan(first, participants=["wang.fang"])
    enrolled.device.clock.go_on(days=1)
    tomorrow = TODAY + timedelta(days=1)
    assert visits.visit(visits.begin_visit("school-2", tomorrow)).visit.participants == ()
