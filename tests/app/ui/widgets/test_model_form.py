"""A form drawn from its models says, shows and records what the models know."""

from datetime import date

import pytest

from app.ui.screens.visit.findings.form import Proposals, form_of
from app.ui.screens.visit.follow_ups.form import form_of as look_form_of
from app.ui.screens.visit.lessons.form import FORM as LESSON
from app.ui.screens.visit.place.by_hand import form_of as by_hand_form
from domain.errors import BadInput
from domain.findings.deadline import proposed_due
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.follow_up import FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate, Rating
from domain.place.local_plane import Offset
from domain.place.presence import Circle

FOUND_ON = date(2026, 5, 14)
FINDING = form_of(Proposals(FOUND_ON, RectifyDays()))
FOLLOW_UP = look_form_of(Proposals(FOUND_ON, RectifyDays(), about={}, given="2026-06-20"))
FORMS = {
    "lesson": (LESSON, {*LessonObserved.model_fields, *LessonPrivate.model_fields}),
    "finding": (FINDING, {*FindingRaised.model_fields, *FindingPrivate.model_fields}),
    "follow-up": (FOLLOW_UP, {*FollowUpRecorded.model_fields, *FollowUpPrivate.model_fields}),
}
OURS = {"lesson_id", "finding_id", "finding_visit", "is_withdrawn"}


@pytest.mark.parametrize(("form", "known"), FORMS.values(), ids=FORMS)
def test_form_records_every_field_of_its_models(form, known):
    assert form.fields_of(form.fresh).keys() == known - OURS


@pytest.mark.parametrize("form", [form for form, _ in FORMS.values()], ids=FORMS)
def test_new_form_says_nothing(form):
    assert form.is_blank(form.fresh)


def test_typed_text_is_recorded_as_its_field_takes_it():
    said = LESSON.fields_of({"class_name": " 三（2）班 ", "period": "3", "rating": "good"})
    assert (said["class_name"], said["period"], said["rating"]) == ("三（2）班", 3, Rating.GOOD)


def test_field_left_alone_is_recorded_as_the_model_has_it():
    said = LESSON.fields_of({})
    assert (said["lesson_type"], said["rating"], said["enrolled"]) == ("new", None, None)
    assert (said["observers"], said["teacher"]) == ((), "")


def test_tapped_choice_alone_says_nothing():
    assert LESSON.is_blank({"lesson_type": "revision", "observers": ["wang.fang"]})
    assert not LESSON.is_blank({"rating": "good"})
    assert FINDING.is_blank({"severity": "serious", "is_hazard": True, "responsible": "罗校长"})
    assert not FINDING.is_blank({"place": "二楼"})


def test_field_in_a_shape_of_its_own_says_something_too():
    assert not LESSON.is_blank({"stages": [{"id": "1", "title": "", "minutes": "5"}]})
    with pytest.raises(BadInput):
        LESSON.is_blank({"scores": {"aims": "好"}})


def test_place_by_hand_is_complete_with_its_point_and_its_reason():
    form = by_hand_form(Circle(lat=26.57, lng=106.71, radius_m=200))
    filled = {**form.fresh, "point": Offset(0.0, 0.0), "reason": "室内没有信号"}
    assert form.is_filled(filled)
    assert form.fields_of(filled)["lat"] == pytest.approx(26.57)
    assert not form.is_filled({**filled, "reason": " "})
    assert not form.is_filled({**filled, "point": None})


def test_proposed_day_is_recorded_as_the_day_it_is():
    said = FINDING.fields_of({**FINDING.fresh, "severity": "serious", "due_on": "proposed"})
    due = proposed_due(FOUND_ON, RectifyDays(), Severity.SERIOUS, is_hazard=False)
    assert said["due_on"] == due.isoformat()


def test_look_that_finds_it_not_put_right_gives_a_new_day_and_one_that_does_none():
    said = FOLLOW_UP.fields_of({"conclusion": "partly"})
    assert said["due_on"] == "2026-06-20"
    assert FOLLOW_UP.fields_of({"conclusion": "partly", "due_on": None})["due_on"] is None
    assert FOLLOW_UP.fields_of({"conclusion": "rectified"})["due_on"] is None


def test_unit_that_has_to_put_it_right_is_named_only_where_it_is_not_the_schools():
    named = {**FINDING.fresh, "owner_name": " 和平街道办事处 "}
    assert FINDING.fields_of({**named, "owner": "township"})["owner_name"] == "和平街道办事处"
    assert FINDING.fields_of({**named, "owner": "school"})["owner_name"] == ""
