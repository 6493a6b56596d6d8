"""Two records of one joint visit count as one (S2)."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.merging import FindingPair, Uniting, VisitMerged
from domain.kinds.visit.record import Method, VisitCounted
from domain.visit.credit import credits
from domain.visit.joint import likely_pairs, united
from domain.visit.tally import Measure, Tally, tally
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded


def a_record(
    account: str,
    *lessons: Mapping[str, Any],
    talks: int = 0,
    findings: tuple[str, ...] = (),
    merged: VisitMerged | None = None,
) -> Visit:
    """A visit that was handed in, as one person wrote it down."""
    pen = Pen(an_author(account))
    visit = pen.open_visit()
    for number, lesson in enumerate(lessons):
        pen.write(LessonObserved(lesson_id=f"l{number}", **lesson), subject=visit)
    pen.write(VisitCounted(method=Method.TALKS, quantity=talks), subject=visit)
    pen.write(a_photo(f"p-{account}"), subject=visit)
    for number, text in enumerate(findings):
        raised = FindingRaised(finding_id=f"f{number}", category=Category.SAFETY)
        pen.write(raised, FindingPrivate(text=text), visit)
    pen.write(VisitSubmitted(head=pen.head.id or ""), subject=visit)
    if merged is not None:
        pen.write(merged, ReasonPrivate(reason="记了两遍"), visit)
    return folded(visit, pen.lines, pen.author)


def into(**how: Any) -> VisitMerged:
    return VisitMerged(into="a" * 64, **how)


def counted(*records: Visit) -> Tally:
    return tally(united(records[0], records[1:]))


LESSON: dict[str, Any] = {"class_name": "五（2）班", "period": 3}


def test_the_same_visit_recorded_by_both_is_one_visit_of_two_with_one_lesson():
    mine = a_record("a", LESSON)
    theirs = a_record("b", {"class_name": " 五(2)班", "period": 3}, merged=into())
    both = counted(mine, theirs)
    assert both[Measure.VISITS] == 1
    assert both[Measure.INSPECTOR_VISITS] == 2
    assert (both[Measure.LESSONS], both[Measure.LESSON_ATTENDANCES]) == (1, 2)
    assert both[Measure.PHOTOS] == 2
    found = {each.account: each for each in credits(united(mine, [theirs]))}
    assert (found["a"].is_leader, found["b"].is_leader, found["b"].took_part) == (True, False, True)


def test_what_was_not_merged_counts_by_itself():
    mine = a_record("a", LESSON)
    assert united(mine, [a_record("b", LESSON)]) == mine


def test_other_lessons_and_those_that_say_not_which_they_were_are_kept():
    other = a_record("b", {**LESSON, "period": 4}, {"class_name": ""}, merged=into())
    assert counted(a_record("a", LESSON, {"class_name": ""}), other)[Measure.LESSONS] == 4


def test_each_quantity_is_the_larger_or_the_sum():
    mine = a_record("a", talks=3)
    assert counted(mine, a_record("b", talks=5, merged=into()))[Measure.TALKS] == 5
    summed = a_record("b", talks=5, merged=into(quantities=Uniting.SUM))
    assert counted(mine, summed)[Measure.TALKS] == 8


def test_paired_findings_are_one_and_the_others_stand():
    mine = a_record("a", findings=("食堂灶台软管老化", "门卫脱岗"))
    pairs = (FindingPair(own="f0", other="f0"), FindingPair(own="f1", other="gone"))
    theirs = a_record("b", findings=("灶台软管老化", "宿舍插线板"), merged=into(pairs=pairs))
    assert counted(mine, theirs)[Measure.FINDINGS] == 3


def test_findings_with_like_words_are_proposed_as_one_and_none_twice():
    mine = a_record("a", findings=("食堂灶台软管老化", "门卫脱岗"))
    theirs = a_record("b", findings=("消防通道堵塞", "食堂灶台软管老化了", "灶台软管老化"))
    assert likely_pairs(theirs, mine) == (FindingPair(own="f1", other="f0"),)


def test_a_record_that_was_not_handed_in_tells_only_who_was_there():
    pen = Pen(an_author("b"))
    visit = pen.open_visit()
    pen.write(LessonObserved(lesson_id="l1", **LESSON), subject=visit)
    pen.write(into(), ReasonPrivate(reason="没用"), visit)
    both = counted(a_record("a"), folded(visit, pen.lines, pen.author))
    assert (both[Measure.INSPECTOR_VISITS], both[Measure.LESSONS]) == (2, 0)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 3)), max_size=6))
def test_uniting_loses_nobody_and_no_lesson(lessons: list[tuple[str, int]]):
    some = {who: [{**LESSON, "period": n} for w, n in lessons if w == who] for who in "ab"}
    mine, theirs = a_record("a", *some["a"]), a_record("b", *some["b"], merged=into())
    both = counted(mine, theirs)
    assert both[Measure.LESSON_ATTENDANCES] >= len({n for _, n in lessons})
    assert both[Measure.LESSONS] <= len(lessons)
    assert {each.account for each in credits(united(mine, [theirs]))} == {"a", "b"}
