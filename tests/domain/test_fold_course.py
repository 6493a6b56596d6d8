"""What the office and a unit say of a finding, folded; total, and blind to the order of arrival."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.findings.course import fold_course, version_untouched
from domain.kinds.author import Author, Role
from domain.kinds.finding.closing import End, FindingClosed, FindingEnded, FindingReopened
from domain.kinds.finding.extension import ExtensionAsked, ExtensionDecided
from domain.kinds.finding.feedback import FeedbackManner, FeedbackPrivate, FindingFedBack
from domain.kinds.finding.measure import MeasurePrivate, MeasureSet
from domain.kinds.finding.reply import ReplyGiven, ReplyPrivate
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.visit.course import VisitCancelled
from domain.trail.line import Line
from tests.builders.trail import Pen, an_author

FINDING, VISIT = "f" * 64, "a" * 64
TOLD = FindingFedBack(
    visit=VISIT, finding_id="f1", fed_back_on="2026-05-14", manner=FeedbackManner.MEETING
)
MEASURE = MeasureSet(visit=VISIT, finding_id="f1", due_on="2026-06-01")
REPLY = ReplyGiven(visit=VISIT, finding_id="f1", replied_on="2026-05-20")
ASKED = ExtensionAsked(visit=VISIT, finding_id="f1", until="2026-07-01", asked_on="2026-05-30")
GIVEN = ExtensionDecided(visit=VISIT, finding_id="f1", decided_on="2026-05-31", until="2026-06-20")
CLOSED = FindingClosed(visit=VISIT, finding_id="f1", closed_on="2026-06-10")
ENDED = FindingEnded(visit=VISIT, finding_id="f1", end=End.WITHDRAWN, ended_on="2026-06-10")
REOPENED = FindingReopened(visit=VISIT, finding_id="f1")
WHY = ReasonPrivate(reason="写错了")
SAID: list[tuple[Body, Private | None]] = [
    (TOLD, FeedbackPrivate(person="罗校长")),
    (MEASURE, MeasurePrivate(text="更换", responsible="罗校长")),
    (REPLY, ReplyPrivate(text="已更换")),
    (ASKED, WHY),
    (GIVEN, None),
    (CLOSED, None),
    (ENDED, WHY),
    (REOPENED, WHY),
    (VisitCancelled(), None),
]


def in_office(account: str, role: Role = Role.SUPERVISOR, district: str = "wanshan") -> Author:
    return replace(an_author(account, role, district), is_in_office=True)


def made(*pens: Pen) -> Any:
    lines = {line.id: line for pen in pens for line in pen.lines}
    known = {pen.author.chain: pen.author for pen in pens}
    return fold_course(FINDING, [kinds.read(line) for line in lines.values()], known)


def say(pen: Pen, *contents: tuple[Body, Private | None]) -> None:
    for body, private in contents:
        pen.write(body, private, subject=FINDING)


def test_the_newest_word_of_each_sort_stands() -> None:
    pen = Pen(in_office("li.zhuren"))
    say(pen, *SAID[:4])
    course = made(pen)
    assert course is not None
    assert (course.visit, course.finding_id, course.district) == (VISIT, "f1", "wanshan")
    assert (course.feedback.person, course.measure.responsible) == ("罗校长", "罗校长")
    assert (course.reply.text, course.reply.is_done) == ("已更换", True)
    assert (course.asked_extension.until, course.extension) == ("2026-07-01", None)
    say(pen, (GIVEN, None))
    decided = made(pen)
    assert (decided.asked_extension, decided.extension.until) == (None, "2026-06-20")


def test_nothing_counts_on_an_ended_finding_until_it_goes_on() -> None:
    pen = Pen(in_office("li.zhuren"))
    say(pen, (CLOSED, None), (REPLY, None), (CLOSED, None))
    course = made(pen)
    assert (course.ending.end, course.ending.ended_on, course.reply) == (
        End.CLOSED,
        "2026-06-10",
        None,
    )
    assert [each.reason for each in course.ignored] == ["finding_ended"] * 2
    say(pen, (REOPENED, WHY), (REPLY, None), (REOPENED, WHY))
    course = made(pen)
    assert (course.ending, course.reply.replied_on) == (None, "2026-05-20")
    assert [each.reason for each in course.ignored][2:] == ["finding_open"]


@pytest.mark.parametrize(
    ("author", "reasons"),
    [
        (in_office("system", Role.SYSTEM), ["no_right"]),
        (in_office("zhao.tong", Role.CLERK), ["no_right"]),
        (in_office("chen.jing", Role.INSPECTOR), ["no_right", "no_right"]),
        (in_office("wu.hao", district="other"), ["no_right", "no_right"]),
        (an_author("li.zhuren", Role.SUPERVISOR), ["no_right", "no_right"]),
    ],
    ids=["unit", "clerk", "inspector", "other_district", "phone"],
)
def test_units_answer_clerks_take_down_and_supervisors_decide(
    author: Author, reasons: list[str]
) -> None:
    office, pen = Pen(in_office("li.zhuren")), Pen(author)
    told = office.write(TOLD, None, subject=FINDING).id
    for body in (REPLY, CLOSED):
        pen.write(body, None, subject=FINDING, saw=told)
    course = made(office, pen)
    assert [each.reason for each in course.ignored] == reasons
    assert course.ending is None


def test_what_nobody_in_an_office_said_makes_no_course() -> None:
    assert made(Pen()) is None
    phone, office = Pen(an_author("li.zhuren", Role.SUPERVISOR)), Pen(in_office("li.zhuren"))
    say(phone, (REPLY, None))
    assert made(phone) is None
    say(office, (REOPENED, WHY))
    assert made(office) is None
    assert version_untouched(FINDING) != FINDING


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Line], dict[str, Author]]:
    """Entries about a finding by several people, each having seen any of them."""
    authors = [
        in_office("li.zhuren"),
        in_office("system", Role.SYSTEM),
        in_office("wu.hao", district="other"),
        an_author("li.zhuren", Role.SUPERVISOR),
    ]
    pens = [Pen(author) for author in authors]
    seen = [FINDING, "0" * 64]
    for _ in range(draw(st.integers(0, 8))):
        pen, content = draw(st.sampled_from(pens)), draw(st.sampled_from(SAID))
        saw = draw(st.sampled_from(seen))
        seen.append(pen.write(*content, subject=FINDING, saw=saw).id)
    return [line for pen in pens for line in pen.lines], {each.chain: each for each in authors}


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_makes_the_same_course(history: Any, shuffle: Any) -> None:
    lines, known = history
    shuffled = lines + lines[:2]
    shuffle.shuffle(shuffled)
    first, again = (
        fold_course(FINDING, [kinds.read(line) for line in some], known)
        for some in (lines, shuffled)
    )
    assert first == again
