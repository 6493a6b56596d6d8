"""Who is credited with what of a visit."""

from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.visit.lesson import LessonObserved
from domain.visit.credit import Credit, credits, leader
from domain.visit.tally import Measure, tally
from domain.visit.visit import Visit
from tests.builders.trail import Pen, folded

PEOPLE = ("chen.jing", "b", "c", "d")


def a_visit(participants: tuple[str, ...] = (), *heard: tuple[str, ...]) -> Visit:
    """Chen's visit, with a lesson for each group that heard one."""
    pen = Pen()
    visit_id = pen.open_visit(participants=participants)
    for number, observers in enumerate(heard):
        lesson = LessonObserved(lesson_id=f"l{number}", observers=observers)
        pen.write(lesson, subject=visit_id)
    return folded(visit_id, pen.lines, pen.author)


def test_visit_and_its_duty_are_the_leaders_alone() -> None:
    visit = a_visit(("b", "c"))
    assert leader(visit) == "chen.jing"
    assert [each.account for each in credits(visit) if each.is_leader] == ["chen.jing"]
    assert [each.account for each in credits(visit) if each.took_part] == ["chen.jing", "b", "c"]


def test_leader_named_as_going_along_is_credited_once() -> None:
    assert credits(a_visit(("chen.jing",))) == (Credit("chen.jing", True, True, 0, 0),)


def test_lesson_is_its_recorders_and_was_heard_by_each_observer() -> None:
    assert credits(a_visit(("b",), ("b",), ("chen.jing", "b"))) == (
        Credit("chen.jing", True, True, 2, 1),
        Credit("b", False, True, 0, 2),
    )


def test_observer_who_did_not_go_along_is_credited_with_the_lesson_only() -> None:
    assert credits(a_visit((), ("d",)))[1] == Credit("d", False, False, 0, 1)


GROUPS = st.lists(st.sampled_from(PEOPLE), max_size=4, unique=True).map(tuple)


@given(GROUPS, st.lists(GROUPS, max_size=4))
def test_what_everybody_is_credited_with_adds_up_to_what_the_visit_adds(
    participants: tuple[str, ...], heard: list[tuple[str, ...]]
) -> None:
    visit = a_visit(participants, *heard)
    found, adds = credits(visit), tally(visit)
    assert len({each.account for each in found}) == len(found)
    assert sum(each.is_leader for each in found) == adds[Measure.VISITS]
    assert sum(each.took_part for each in found) == adds[Measure.INSPECTOR_VISITS]
    assert sum(each.lessons for each in found) == len(visit.lessons) == adds[Measure.LESSONS]
    assert adds[Measure.INSPECTOR_VISITS] == len({"chen.jing", *participants})
    assert adds[Measure.LESSON_ATTENDANCES] == sum(
        len(each.observers) for each in visit.lessons.values()
    )
