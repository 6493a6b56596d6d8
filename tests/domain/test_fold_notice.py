"""A notice to a unit: who may issue and withdraw it, and what its entries make of it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.kinds import KINDS, references
from domain.kinds.author import Author, Role
from domain.kinds.kind import FINDING, Reference
from domain.kinds.office.notice import (
    Notice,
    NoticeFinding,
    NoticeIssued,
    NoticePrivate,
    NoticeState,
    NoticeWithdrawn,
)
from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitCancelled
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.merging import VisitMerged, VisitUnmerged
from domain.paper.notice import fold_notice, number_of, series_of
from domain.paper.standing import Standing, standing
from domain.trail.line import Line
from tests.builders.trail import Pen, an_author

FIRST, SECOND = "a" * 64, "b" * 64
FINDINGS = tuple(
    NoticeFinding(visit=visit, finding_id=finding, entry="e" * 64, version="f" * 64)
    for visit, finding in ((FIRST, "f1"), (FIRST, "f2"), (SECOND, "f1"))
)
BODY = NoticeIssued(
    school_id="school-1",
    number="万教督整〔2026〕7号",
    serial=7,
    findings=FINDINGS,
    issued_on="2026-05-20",
    due_on="2026-06-03",
)
PRIVATE = NoticePrivate(requirement="限期更换", issuer="李主任")
WITHDRAWAL = (NoticeWithdrawn(), ReasonPrivate(reason="问题写错了"))


def in_office(account: str, role: Role = Role.SUPERVISOR, district: str = "wanshan") -> Author:
    return replace(an_author(account, role, district), is_in_office=True)


def made(notice_id: str, *pens: Pen) -> Notice | None:
    lines = {line.id: line for pen in pens for line in pen.lines}
    known = {pen.author.chain: pen.author for pen in pens}
    return fold_notice(notice_id, [kinds.read(line) for line in lines.values()], known)


def issued(pen: Pen) -> str:
    return pen.write(BODY, PRIVATE).id


def test_notice_says_what_was_issued_to_the_unit() -> None:
    pen = Pen(in_office("li.zhuren"))
    notice = made(issued(pen), pen)
    assert notice is not None
    assert (notice.state, notice.school_id) == (NoticeState.ISSUED, "school-1")
    assert (notice.number, notice.serial, notice.year) == ("万教督整〔2026〕7号", 7, 2026)
    assert (notice.findings, notice.requirement) == (FINDINGS, "限期更换")
    assert (notice.issuer, notice.issued.account) == ("李主任", "li.zhuren")


def test_notice_is_withdrawn_once_for_a_reason_and_keeps_its_number() -> None:
    pen = Pen(in_office("li.zhuren"))
    notice_id = issued(pen)
    pen.write(*WITHDRAWAL, subject=notice_id)
    pen.write(*WITHDRAWAL, subject=notice_id)
    notice = made(notice_id, pen)
    assert notice is not None
    assert notice.withdrawal is not None
    assert (notice.state, notice.withdrawal.reason) == (NoticeState.WITHDRAWN, "问题写错了")
    assert notice.number == BODY.number
    assert [each.reason for each in notice.ignored] == ["notice_withdrawn"]


def test_an_erased_text_leaves_the_notice_with_its_number() -> None:
    pen = Pen(in_office("li.zhuren"))
    notice_id = issued(pen)
    pen.lines[0] = replace(pen.lines[0], private_bytes=None)
    notice = made(notice_id, pen)
    assert notice is not None
    assert (notice.number, notice.requirement) == (BODY.number, "")


@pytest.mark.parametrize(
    "author",
    [
        in_office("chen.jing", Role.INSPECTOR),
        in_office("zhao.tong", Role.CLERK),
        an_author("li.zhuren", Role.SUPERVISOR),
    ],
    ids=["inspector", "clerk", "supervisor_on_a_phone"],
)
def test_only_the_office_issues_or_withdraws_and_only_on_the_server(author: Author) -> None:
    pen = Pen(author)
    assert made(issued(pen), pen) is None
    pen = Pen(author)
    office = Pen(in_office("li.zhuren"))
    notice_id = issued(office)
    pen.write(*WITHDRAWAL, subject=notice_id, saw=notice_id)
    notice = made(notice_id, office, pen)
    assert notice is not None
    assert notice.state is NoticeState.ISSUED
    assert [each.reason for each in notice.ignored] == ["no_right"]


def test_another_districts_office_withdraws_nothing() -> None:
    office, other = Pen(in_office("li.zhuren")), Pen(in_office("wu.hao", district="other"))
    notice_id = issued(office)
    other.write(*WITHDRAWAL, subject=notice_id, saw=notice_id)
    notice = made(notice_id, office, other)
    assert notice is not None
    assert [each.reason for each in notice.ignored] == ["no_right"]


def test_what_opens_something_else_makes_no_notice() -> None:
    pen = Pen(in_office("li.zhuren"))
    visit = pen.open_visit()
    assert made(visit, pen) is None
    assert made("0" * 64, pen) is None
    assert fold_notice(issued(pen), [kinds.read(line) for line in pen.lines], {}) is None


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Line], dict[str, Author]]:
    """A notice and entries about it, by several people, each having seen any of them."""
    authors = [
        in_office("li.zhuren"),
        in_office("wang.zhuren"),
        in_office("wu.hao", district="other"),
        an_author("li.zhuren", Role.SUPERVISOR),
    ]
    pens = [Pen(author) for author in authors]
    notice_id = issued(pens[0])
    seen = [notice_id, "0" * 64]
    for _ in range(draw(st.integers(0, 6))):
        pen = draw(st.sampled_from(pens))
        content = draw(st.sampled_from([WITHDRAWAL, (BODY, PRIVATE), (VisitCancelled(), None)]))
        saw = draw(st.sampled_from(seen))
        seen.append(pen.write(*content, subject=notice_id, saw=saw).id)
    lines = [line for pen in pens for line in pen.lines]
    return notice_id, lines, {author.chain: author for author in authors}


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_makes_the_same_notice(history: Any, shuffle: Any) -> None:
    notice_id, lines, known = history
    shuffled = lines + lines[:2]
    shuffle.shuffle(shuffled)
    first, again = (
        fold_notice(notice_id, [kinds.read(line) for line in some], known)
        for some in (lines, shuffled)
    )
    assert first is not None
    assert first == again


def test_kinds_say_what_they_refer_to() -> None:
    assert references(BODY) == (Reference(FIRST, "f" * 64), Reference(SECOND, "f" * 64))
    look = FollowUpRecorded(finding_id="f", finding_visit=FIRST, conclusion=Conclusion.PARTLY)
    assert references(look) == (Reference(FIRST),)
    assert references(VisitMerged(into=SECOND)) == (Reference(SECOND),)
    assert references(NoticeWithdrawn()) == references(None) == ()
    named = {name for name, kind in KINDS.items() if kind.refers and kind.subject != FINDING}
    assert named == {
        NoticeIssued.kind,
        FollowUpRecorded.kind,
        VisitMerged.kind,
        VisitUnmerged.kind,
    }


def test_number_is_written_with_the_districts_first_character_and_the_year() -> None:
    assert number_of("万山区", 2026, 7) == "万教督整〔2026〕7号"
    assert series_of(2026) == "notice-2026"


def test_finding_stands_as_seen_changed_or_gone() -> None:
    assert standing("a", "a") is Standing.AS_SEEN
    assert standing("a", "b") is Standing.CHANGED
    assert standing("a", None) is Standing.GONE
