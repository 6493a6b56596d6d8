"""Answering a checklist: all fine at a tap, refusals with the limits, numbers as typed."""

import pytest

from app.visits.parse_number import count_of, number_of
from domain.errors import BadInput
from tests.app.visits.test_course import lines_of

SECTION = ("m05-101", "m05-102", "m05-202", "m05-203")


def values(visits, visit_id):
    """The answers as they stand."""
    return {name: each.value for name, each in visits.visit(visit_id).visit.answers.items()}


def test_all_fine_answers_only_unanswered_yes_no_items(handset, visits, visit_id):
    visits.record_answer(visit_id, "m05-102", "no", "科学课由数学教师兼任")
    before = lines_of(handset)
    assert visits.answer_all_yes(visit_id, SECTION) == ("m05-101",)
    assert lines_of(handset) == before + 1
    assert values(visits, visit_id) == {"m05-102": "no", "m05-101": "yes"}


def test_all_fine_leaves_an_item_on_which_a_remark_was_begun(visits, visit_id):
    visits.save_draft_text(visit_id, "remark.m05-101", "课表没有张")
    assert visits.answer_all_yes(visit_id, ("m05-101", "m05-103")) == ("m05-103",)
    assert visits.draft_text(visit_id, "remark.m05-101") == "课表没有张"


def test_answers_of_one_act_say_so_until_one_is_answered_on_its_own(visits, visit_id):
    visits.answer_all_yes(visit_id, ("m05-101", "m05-102", "m05-103"))
    visits.record_answer(visit_id, "m05-102", "no", "无专人")
    visits.record_answer(visit_id, "m05-103", "yes", "目录已核对")
    answers = visits.visit(visit_id).visit.answers
    marked = {name: each.is_with_section for name, each in answers.items()}
    assert marked == {"m05-101": True, "m05-102": False, "m05-103": False}


def test_all_fine_is_taken_back_but_nothing_that_was_changed_since(visits, visit_id):
    done = visits.answer_all_yes(visit_id, ("m05-101", "m05-102", "m05-103"))
    visits.record_answer(visit_id, "m05-102", "no", "无专人")
    visits.record_answer(visit_id, "m05-103", "yes", "目录已核对")
    visits.take_back_yes(visit_id, done)
    assert values(visits, visit_id) == {"m05-102": "no", "m05-103": "yes"}


@pytest.mark.parametrize("value", [-1, 101, 1e9])
def test_score_outside_its_limits_is_refused_with_the_limits(visits, visit_id, value):
    with pytest.raises(BadInput, match="只能填 0—100 分") as refused:
        visits.record_answer(visit_id, "m05-202", value)
    assert refused.value.facts["item"] == "m05-202"
    assert values(visits, visit_id) == {}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" ８６ ", 86), ("1,200", 1200), ("3.5", 3.5), ("３．５", 3.5), ("53", 53)],
)
def test_number_is_read_as_people_type_it(typed, number):
    assert number_of(typed) == number


@pytest.mark.parametrize("typed", ["五五", "3-5", "nan?", "1.5倍"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(BadInput, match="例如 53"):
        number_of(typed)


def test_count_is_a_whole_number():
    assert (count_of(""), count_of("５３")) == (0, 53)
    with pytest.raises(BadInput):
        count_of("2.5")
