"""A finding that no visit raised is its own beginning, and goes the way of all others."""

from dataclasses import replace
from typing import Any

import pytest

from domain import kinds
from domain.findings.course import fold_course
from domain.kinds.author import Author, Role
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.finding.measure import MeasurePrivate, MeasureSet
from domain.kinds.visit.finding import Category, Source
from tests.builders.trail import Pen, an_author

ENTERED = FindingEntered(
    finding_id="e1",
    school_id="school-1",
    raised_on="2026-04-02",
    source=Source.PATROL,
    category=Category.SAFETY,
)


def in_office(role: Role = Role.SUPERVISOR, *, is_in_office: bool = True) -> Author:
    return replace(an_author("zhou.min", role, "wanshan"), is_in_office=is_in_office)


def entered(author: Author, body: FindingEntered = ENTERED, **private: str) -> tuple[Pen, str]:
    pen = Pen(author)
    pen.write(body, EnteredPrivate(**private))
    return pen, pen.lines[-1].id


def folded(pen: Pen, finding: str) -> Any:
    known = {pen.author.chain: pen.author}
    return fold_course(finding, [kinds.read(line) for line in pen.lines], known)


def test_what_the_office_entered_is_a_finding_of_which_nothing_more_is_said():
    pen, finding = entered(in_office(Role.CLERK), text="通道堆放杂物")
    course = folded(pen, finding)
    assert (course.visit, course.finding_id, course.district) == (finding, "e1", "wanshan")
    assert (course.entered.body, course.entered.private.text) == (ENTERED, "通道堆放杂物")
    assert (course.feedback, course.measure, course.reply, course.ignored) == (None,) * 3 + ((),)


def test_what_is_said_of_it_counts_as_on_any_other():
    pen, finding = entered(in_office())
    measure = MeasureSet(visit=finding, finding_id="e1", due_on="2026-05-01")
    pen.write(measure, MeasurePrivate(text="清理", responsible="罗校长"), subject=finding)
    course = folded(pen, finding)
    assert (course.measure.text, course.measure.due_on) == ("清理", "2026-05-01")
    assert course.version != folded(Pen(pen.author, lines=pen.lines[:1]), finding).version


def test_what_was_carried_over_keeps_what_its_unit_had_said():
    body = ENTERED.model_copy(
        update={"measure_due_on": "2026-05-01", "replied_on": "2026-04-20", "is_carried_over": True}
    )
    pen, finding = entered(in_office(), body, measure="清理", measure_by="罗校长", reply="已清")
    course = folded(pen, finding)
    assert (course.measure.text, course.measure.responsible) == ("清理", "罗校长")
    assert (course.reply.text, course.reply.is_done, course.reply.is_by_office) == (
        "已清",
        True,
        True,
    )


@pytest.mark.parametrize(
    "author", [in_office(is_in_office=False), in_office(Role.INSPECTOR), in_office(Role.AUDITOR)]
)
def test_nobody_but_the_office_enters_one(author):
    pen, finding = entered(author)
    assert folded(pen, finding) is None


def test_a_line_about_it_without_its_beginning_makes_no_entered_finding():
    pen, finding = entered(in_office())
    measure = MeasureSet(visit=finding, finding_id="e1", due_on="2026-05-01")
    pen.write(measure, MeasurePrivate(text="清理"), subject=finding)
    known = {pen.author.chain: pen.author}
    course = fold_course(finding, [kinds.read(pen.lines[-1])], known)
    assert course is not None
    assert course.entered is None
