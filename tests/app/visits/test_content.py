"""What a visit is filled with, and that handing in the same again writes nothing."""

import pytest

from domain.errors import BadInput, NotFound
from tests.app.visits.test_course import lines_of


def item_of(visits, visit_id: str, kind: str):
    """The first item of the kind on the visit's checklist."""
    items = visits.visit(visit_id).checklist.all_items
    return next(each for each in items if each.kind == kind)


def test_answer_stands_as_last_given(visits, visit_id):
    item = item_of(visits, visit_id, "yes_no")
    visits.record_answer(visit_id, item.item_id, "yes")
    visit = visits.record_answer(visit_id, item.item_id, "no", remark="门卫缺岗")
    answer = visit.answers[item.item_id]
    assert (answer.value, answer.remark) == ("no", "门卫缺岗")
    assert not visits.record_answer(visit_id, item.item_id, None).answers


def test_wrong_answer_is_refused_in_words(visits, visit_id):
    item = item_of(visits, visit_id, "yes_no")
    with pytest.raises(BadInput, match="选项"):
        visits.record_answer(visit_id, item.item_id, "perhaps")
    number = item_of(visits, visit_id, "number")
    with pytest.raises(BadInput, match="数字"):
        visits.record_answer(visit_id, number.item_id, "many")


def test_text_answer_keeps_its_words_in_the_private_piece(visits, visit_id):
    visits.plan(visit_id, theme_id="month-07")
    item = item_of(visits, visit_id, "text")
    visit = visits.record_answer(visit_id, item.item_id, "text", text="运动器材陈旧")
    assert visit.answers[item.item_id].text == "运动器材陈旧"
    with pytest.raises(BadInput, match="填写内容"):
        visits.record_answer(visit_id, item.item_id, "text", text="  ")


@pytest.mark.parametrize(
    "act",
    [
        lambda visits, visit_id: visits.record_note(visit_id, "record", "看了操场"),
        lambda visits, visit_id: visits.record_count(visit_id, "lesson_plans", 4),
        lambda visits, visit_id: visits.record_lesson(visit_id, "l-1", {"subject": "数学"}),
        lambda visits, visit_id: visits.raise_finding(
            visit_id, "f-1", {"category": "safety", "text": "围墙开裂", "is_hazard": True}
        ),
        lambda visits, visit_id: visits.plan(visit_id, items=["甲", "乙", "丙"]),
        lambda visits, visit_id: visits.record_answer(visit_id, "not-on-the-list", "yes"),
    ],
)
def test_the_same_again_writes_no_entry(handset, visits, visit_id, act):
    before = lines_of(handset)
    act(visits, visit_id)
    once = lines_of(handset)
    act(visits, visit_id)
    assert (once - before, lines_of(handset) - once) == (1, 0)


def test_blank_note_where_none_was_writes_nothing(handset, visits, visit_id):
    before = lines_of(handset)
    visits.record_note(visit_id, "feedback", "  ")
    visits.record_count(visit_id, "talks", 0)
    assert lines_of(handset) == before


def test_lesson_is_set_whole_and_withdrawn(visits, visit_id):
    lesson_id = visits.record_lesson(
        visit_id, None, {"subject": "语文", "teacher": "赵老师", "lesson_type": "new", "period": 2}
    )
    lesson = visits.visit(visit_id).visit.lessons[lesson_id]
    assert (lesson.teacher, lesson.period, lesson.observers) == ("赵老师", 2, ("practice",))
    assert not visits.withdraw_lesson(visit_id, lesson_id).lessons
    with pytest.raises(NotFound):
        visits.withdraw_lesson(visit_id, lesson_id)


def test_finding_needs_words_and_can_be_withdrawn(visits, visit_id):
    with pytest.raises(BadInput, match="什么问题"):
        visits.raise_finding(visit_id, None, {"category": "safety", "text": " "})
    fields = {"category": "safety", "text": "电线裸露", "due_on": "2026-06-01"}
    finding_id = visits.raise_finding(visit_id, None, fields)
    assert visits.visit(visit_id).visit.findings[finding_id].due_on == "2026-06-01"
    assert not visits.withdraw_finding(visit_id, finding_id).findings
    with pytest.raises(NotFound):
        visits.withdraw_finding(visit_id, finding_id)


def test_field_that_cannot_be_so_is_named(visits, visit_id):
    with pytest.raises(BadInput, match="节次请填 1 到 20") as caught:
        visits.record_lesson(visit_id, None, {"period": 99})
    assert caught.value.facts["field"] == "period"
    with pytest.raises(BadInput, match="最多 8000 字"):
        visits.record_note(visit_id, "record", "长" * 8001)


def test_entry_that_would_not_fit_in_a_line_is_refused(visits, visit_id):
    strokes = [[number % 1000 for number in range(6000)] for _ in range(4)]
    with pytest.raises(BadInput, match="内容太长"):
        visits.sign(visit_id, "inspector", "陈静", strokes=strokes)


def test_what_was_pasted_along_unseen_is_not_recorded(visits, visit_id):
    visit = visits.record_note(visit_id, "record", "第一段\x0b第二段\x00完")
    assert visit.notes["record"].text == "第一段\n第二段 完"
