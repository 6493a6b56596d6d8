"""A visit to several units on the phone: added, arrived at, counted, told apart, taken out."""

import pytest

from app.account.session import AccountSession
from app.visits.draft_keys import unit_count_key
from app.visits.photos.acts import Belonging
from app.visits.records import VisitView
from domain.errors import BadInput, Conflict
from domain.kinds.visit.finding import Category
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method
from domain.place.presence import Fix, Presence
from domain.visit.flag import FlagCode
from domain.words.flags import sentence_to_writer
from tests.app.visits.test_photo_acts import DATA
from tests.builders.district import AT_KINDERGARTEN, TODAY, a_campaign, a_district
from tests.builders.fake_server import FakeServer

GARDEN = "school-2"
AT_GARDEN = Fix(
    lat=AT_KINDERGARTEN.lat, lng=AT_KINDERGARTEN.lng, accuracy_m=8.0, age_s=1.0, source="gps"
)
FINDING = {"category": Category.SAFETY, "text": "滑梯螺丝松动。", "unit": GARDEN}


@pytest.fixture
def session(at_work: AccountSession, server: FakeServer) -> AccountSession:
    """Chen Jing with the district's workbook."""
    server.workbook = a_district(campaigns=(a_campaign(schools=("school-1", GARDEN)),))
    at_work.sync.run()
    return at_work


@pytest.fixture
def visit_id(session: AccountSession) -> str:
    """A visit at the primary school that goes on to the kindergarten."""
    visit_id = session.visits.begin_visit("school-1", TODAY, "c1")
    session.visits.add_unit(visit_id, GARDEN)
    return visit_id


def view(session: AccountSession, visit_id: str) -> VisitView:
    return session.visits.visit(visit_id)


def done_at(session: AccountSession, school_id: str) -> int:
    month = session.month(TODAY)
    return next(each.done for each in month.schools if each.school.school_id == school_id)


def test_an_arrival_is_judged_by_the_units_own_circle(session, visit_id):
    visit = session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)
    arrival = visit.arrival_at(GARDEN)
    assert (arrival.claimed, arrival.circle) == (Presence.INSIDE, AT_KINDERGARTEN)
    with pytest.raises(Conflict):
        session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)


def test_a_place_set_by_hand_asks_why(session, visit_id):
    by_hand = AT_GARDEN.model_copy(update={"source": "manual"})
    with pytest.raises(BadInput):
        session.visits.arrive_at_unit(visit_id, GARDEN, by_hand)
    arrival = session.visits.arrive_at_unit(visit_id, GARDEN, by_hand, "室内偏").arrival_at(GARDEN)
    assert arrival.reason == "室内偏"


@pytest.mark.parametrize("school_id", ["school-1", "school-77"])
def test_the_first_unit_and_one_the_register_has_not_are_refused(session, visit_id, school_id):
    with pytest.raises(Conflict):
        session.visits.add_unit(visit_id, school_id)
    assert list(view(session, visit_id).visit.units) == [GARDEN]


def test_units_are_named_only_where_there_are_several(session, visit_id):
    assert view(session, visit_id).unit_name(GARDEN) == "河湾镇中心幼儿园"
    (listed,) = session.visits.list()
    assert listed.school_name == "栖云实验小学 等 2 个单位"
    session.visits.remove_unit(visit_id, GARDEN)
    assert view(session, visit_id).unit_name("school-1") == ""
    (listed,) = session.visits.list()
    assert listed.school_name == "栖云实验小学"


def test_a_photo_is_at_its_problems_unit_else_where_one_arrived_last(session, visit_id):
    finding = session.visits.raise_finding(visit_id, None, FINDING)
    take = session.visits.take_photo
    first = take(visit_id, DATA, PhotoSource.CAMERA, None)
    shown = Belonging(finding_id=finding)
    second = take(visit_id, DATA + b"2", PhotoSource.CAMERA, None, shown)
    session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)
    third = take(visit_id, DATA + b"3", PhotoSource.CAMERA, None)
    visit = view(session, visit_id).visit
    units = [visit.unit_of(visit.photos[each.photo_id]) for each in (first, second, third)]
    assert units == ["school-1", GARDEN, GARDEN]


def test_what_is_recorded_of_a_unit_that_is_taken_out_stays_with_the_first(session, visit_id):
    finding = session.visits.raise_finding(visit_id, None, FINDING)
    visit = session.visits.remove_unit(visit_id, GARDEN)
    assert visit.unit_of(visit.findings[finding]) == "school-1"
    again = session.visits.add_unit(visit_id, GARDEN)
    assert again.unit_of(again.findings[finding]) == GARDEN


def test_a_number_that_was_being_typed_goes_in_with_the_visit(session, visit_id):
    key = unit_count_key(Method.TALKS, GARDEN)
    session.visits.save_draft_text(visit_id, key, "4")
    session.visits.submit(visit_id, has_no_problem=True)
    assert view(session, visit_id).visit.quantities_at(GARDEN) == {Method.TALKS: 4}


def test_a_missing_arrival_is_said_before_the_visit_is_handed_in(session, visit_id):
    said = [each for each in view(session, visit_id).thin if each.code is FlagCode.UNIT_NOT_ARRIVED]
    assert "第 2 个单位“河湾镇中心幼儿园”：没有自己的到校记录" in sentence_to_writer(said[0])
    session.visits.submit(visit_id, has_no_problem=True)
    now = view(session, visit_id)
    assert [each.code for each in now.flags].count(FlagCode.UNIT_NOT_ARRIVED) == 1
    assert [each.code for each in now.thin].count(FlagCode.UNIT_NOT_ARRIVED) == 1


def test_the_months_duty_counts_the_units_one_arrived_at(session, visit_id):
    session.visits.check_in(visit_id, AT_GARDEN)
    session.visits.submit(visit_id, has_no_problem=True)
    assert (done_at(session, "school-1"), done_at(session, GARDEN)) == (1, 0)
    session.visits.amend(visit_id, "补签")
    session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)
    session.visits.submit(visit_id, has_no_problem=True)
    assert (done_at(session, "school-1"), done_at(session, GARDEN)) == (1, 1)
    (task,) = session.month(TODAY).campaigns
    assert task.done == {"school-1", GARDEN}


def test_a_further_unit_knows_the_visit_and_its_open_problems(session, visit_id):
    session.visits.raise_finding(visit_id, None, FINDING)
    session.visits.submit(visit_id)
    school = session.visits.school(GARDEN, TODAY)
    assert [each.visit_id for each in school.latest] == [visit_id]
    later = session.visits.begin_visit(GARDEN, TODAY)
    assert "滑梯螺丝松动。" in [each.text for each in view(session, later).earlier]


def test_a_problem_of_a_further_unit_is_followed_up_at_that_unit(session):
    visit_id = session.visits.begin_visit(GARDEN, TODAY)
    session.visits.add_unit(visit_id, "school-1")
    (late,) = [e for e in view(session, visit_id).earlier if e.finding_id == "overdue"]
    fields = {"conclusion": "rectified"}
    visit = session.visits.record_follow_up(visit_id, late.finding_id, fields)
    assert visit.unit_of(visit.follow_ups["overdue"]) == "school-1"


def test_place_added_later_is_of_the_unit_where_one_stands(session, visit_id):
    session.visits.check_in(visit_id, None, "地下室")
    session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)
    with pytest.raises(Conflict, match="不用补记"):
        session.visits.add_place(visit_id, AT_GARDEN)
    assert view(session, visit_id).visit.added_place is None


def test_place_added_at_a_further_unit_is_judged_by_its_own_circle(session, visit_id):
    session.visits.check_in(visit_id, None, "地下室")
    session.visits.arrive_at_unit(visit_id, GARDEN, None, "地下室")
    visit = session.visits.add_place(visit_id, AT_GARDEN)
    added = visit.place_added_at(GARDEN)
    assert (added.claimed, added.circle) == (Presence.INSIDE, AT_KINDERGARTEN)
    assert (visit.added_place, visit.arrival_at(GARDEN).fix) == (None, None)


def test_leaving_is_judged_by_the_unit_one_was_at_last(session, visit_id):
    session.visits.arrive_at_unit(visit_id, GARDEN, AT_GARDEN)
    visit = session.visits.check_out(visit_id, AT_GARDEN)
    assert (visit.check_out.claimed, visit.check_out.circle) == (Presence.INSIDE, AT_KINDERGARTEN)
    codes = [each.code for each in view(session, visit_id).flags]
    assert FlagCode.LEFT_OUTSIDE not in codes
