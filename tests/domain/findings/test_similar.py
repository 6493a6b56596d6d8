"""A similar check (举一反三): whom it asks, what each answers, and what of it counts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.findings.similar import (
    AskedUnit,
    SaidAnswer,
    SimilarCounts,
    SimilarState,
    answer_fault,
    asked_unit,
    counts_of,
    fold_similar_check,
)
from domain.kinds.author import Author, Role
from domain.kinds.finding.similar_check import (
    SimilarAnswerPrivate,
    SimilarCheck,
    SimilarCheckAnswered,
    SimilarCheckEntered,
    SimilarCheckSent,
    SimilarCheckWithdrawn,
    SimilarOutcome,
    SimilarSentPrivate,
)
from domain.kinds.piece import Body, Private, ReasonPrivate
from tests.builders.trail import Pen, an_author


def in_office(account: str, role: Role, district: str = "wanshan") -> Author:
    return replace(an_author(account, role, district), is_in_office=True)


SERVER = in_office("system", Role.SYSTEM)
OFFICE = in_office("li.zhuren", Role.SUPERVISOR)
CLERK = in_office("zhao.tong", Role.CLERK)
ELSEWHERE = in_office("zhang", Role.SUPERVISOR, "other")
SENT = SimilarCheckSent(
    visit="a" * 64,
    finding_id="f1",
    finding="b" * 64,
    schools=("s1", "s2", "s1"),
    sent_on="2026-05-14",
    due_on="2026-05-20",
)
ASKED = SimilarSentPrivate(title="灭火器过期", text="逐具查有效期。")
WHY = ReasonPrivate(reason="正在停课改造")
Said = tuple[Author, Body, Private]


def answer(school: str, outcome: SimilarOutcome = SimilarOutcome.CLEAR) -> Said:
    body = SimilarCheckAnswered(school_id=school, outcome=outcome, answered_on="2026-05-16")
    return SERVER, body, SimilarAnswerPrivate(looked="查了 12 具", told_by="何校长")


def enter(school: str) -> Said:
    outcome = SimilarOutcome.CORRECTED
    body = SimilarCheckEntered(school_id=school, outcome=outcome, answered_on="2026-05-17")
    return CLERK, body, SimilarAnswerPrivate(looked="电话核实")


def withdraw(school: str, author: Author = OFFICE) -> Said:
    return author, SimilarCheckWithdrawn(school_id=school), WHY


def told(said: Sequence[Said], first: Author = OFFICE) -> SimilarCheck | None:
    pens = {each.chain: Pen(each) for each in (first, *(author for author, *_ in said))}
    opening = pens[first.chain].write(SENT, ASKED)
    saw = opening.id
    for author, body, private in said:
        saw = pens[author.chain].write(body, private, opening.id, saw).id
    lines = [line for pen in pens.values() for line in pen.lines]
    known = {chain: pen.author for chain, pen in pens.items()}
    return fold_similar_check(opening.id, [kinds.read(line) for line in lines], known)


def reasons(*said: Said) -> list[str]:
    found = told(said)
    assert found is not None
    return [each.reason for each in found.ignored]


def test_a_check_is_what_the_office_sent_and_each_unit_answered() -> None:
    found = told([answer("s1"), withdraw("s2")])
    assert found is not None
    assert (found.title, found.text) == ("灭火器过期", "逐具查有效期。")
    assert found.schools == ("s1", "s2")
    assert (found.answers["s1"].told_by, found.answers["s1"].is_by_office) == ("何校长", False)
    assert found.withdrawals["s2"].reason == "正在停课改造"
    assert (found.ignored, found.district) == ((), "wanshan")


def test_only_the_office_sends_and_a_clerk_only_takes_answers_down() -> None:
    assert told([], CLERK) is None
    assert told([], SERVER) is None
    assert fold_similar_check("c" * 64, [], {}) is None
    assert reasons(withdraw("s1", CLERK)) == ["no_right"]
    assert reasons(withdraw("s1", ELSEWHERE)) == ["no_right"]
    assert reasons((CLERK, *answer("s1")[1:])) == ["no_right"]


def test_an_erased_opening_asks_for_nothing_that_can_be_read() -> None:
    pen = Pen(OFFICE)
    line = pen.write(SENT, ASKED)
    erased = replace(line, private_bytes=None)
    found = fold_similar_check(line.id, [kinds.read(erased)], {OFFICE.chain: OFFICE})
    assert found is not None
    assert (found.title, found.schools) == ("", ("s1", "s2"))


def test_another_kind_opens_no_check() -> None:
    pen = Pen(OFFICE)
    line = pen.write(SimilarCheckWithdrawn(school_id="s1"), WHY)
    assert fold_similar_check(line.id, [kinds.read(line)], {OFFICE.chain: OFFICE}) is None


def test_the_units_own_word_stands_over_what_the_office_took_down() -> None:
    assert reasons(enter("s1"), answer("s1")) == []
    assert reasons(answer("s1"), answer("s1")) == []
    assert reasons(answer("s1"), enter("s1")) == ["similar_unit_spoke"]
    found = told([enter("s1"), enter("s1")])
    assert found is not None
    assert found.answers["s1"].is_by_office


def test_nothing_is_said_of_a_unit_that_is_not_asked() -> None:
    assert reasons(answer("s3"), withdraw("s3")) == ["similar_not_asked"] * 2
    assert reasons(withdraw("s1"), answer("s1"), withdraw("s1")) == ["similar_withdrawn"] * 2
    assert reasons(answer("s1"), withdraw("s1")) == ["similar_answered"]


@pytest.mark.parametrize(
    ("unit", "state"),
    [
        (AskedUnit("2026-05-20"), SimilarState.WAITING),
        (AskedUnit("2026-05-19"), SimilarState.OVERDUE),
        (AskedUnit("2026-05-19", outcome=SimilarOutcome.CLEAR), SimilarState.ANSWERED),
        (AskedUnit("2026-05-19", is_withdrawn=True), SimilarState.WITHDRAWN),
    ],
)
def test_a_unit_is_late_from_the_day_after_its_last(unit: AskedUnit, state: SimilarState) -> None:
    assert unit.state("2026-05-20") is state


def test_who_mends_is_late_once_its_own_day_is_over() -> None:
    unit = AskedUnit("2026-05-20", False, SimilarOutcome.CORRECTING, "2026-05-31")
    assert [unit.is_mending_late(day) for day in ("2026-05-31", "2026-06-01")] == [False, True]
    assert not replace(unit, outcome=SimilarOutcome.CORRECTED).is_mending_late("2026-06-01")
    assert not replace(unit, measure_due_on=None).is_mending_late("2026-06-01")


UNITS = st.lists(
    st.builds(
        AskedUnit,
        st.sampled_from(["2026-05-19", "2026-05-20", "2026-05-21"]),
        st.booleans(),
        st.sampled_from([None, *SimilarOutcome]),
        st.sampled_from([None, "2026-05-01", "2026-06-01"]),
    )
)


@given(UNITS)
def test_every_unit_is_counted_once(units: list[AskedUnit]) -> None:
    found = counts_of(units, "2026-05-20")
    waiting = sum(each.state("2026-05-20") is SimilarState.WAITING for each in units)
    assert found.asked + found.withdrawn == len(units)
    assert found.asked == waiting + found.overdue + found.answered
    assert found.waiting == waiting + found.overdue
    assert found.mending_late <= found.correcting <= found.problems <= found.answered


def test_a_check_is_settled_once_nobody_is_waited_for() -> None:
    assert SimilarCounts(asked=2, answered=2, problems=1).is_settled
    assert not SimilarCounts(asked=2, answered=2, correcting=1).is_settled
    assert not SimilarCounts(asked=2, answered=1).is_settled


def test_how_a_check_stands_with_each_unit() -> None:
    found = told([answer("s1", SimilarOutcome.CORRECTING)])
    assert found is not None
    asked = asked_unit(found, "s1")
    assert (asked.outcome, asked.is_withdrawn) == (SimilarOutcome.CORRECTING, False)
    assert asked_unit(found, "s2") == AskedUnit("2026-05-20")


TODAY = "2026-05-20"
MENDED = SaidAnswer(SimilarOutcome.CORRECTED, "查了", "已换", "罗主任", TODAY)
MENDING = replace(MENDED, outcome=SimilarOutcome.CORRECTING)
CLEAR = SaidAnswer(SimilarOutcome.CLEAR, "查了")


@pytest.mark.parametrize("said", [CLEAR, replace(CLEAR, measures="每月查"), MENDED, MENDING])
def test_a_whole_answer_can_be_taken(said: SaidAnswer) -> None:
    assert answer_fault(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (replace(CLEAR, looked=" "), "looked"),
        (replace(MENDED, measures=" "), "measures"),
        (replace(MENDED, responsible=""), "responsible"),
        (replace(MENDED, measure_due_on=None), "measure_due_on"),
        (replace(MENDED, measure_due_on="2026-05-21"), "measure_due_on"),
        (replace(MENDING, measure_due_on="2026-05-19"), "measure_due_on"),
    ],
)
def test_what_an_answer_lacks_is_said_beside_its_field(said: SaidAnswer, fault: str) -> None:
    found = answer_fault(said, TODAY)
    assert found is not None
    assert found.field == fault
    assert found.words.endswith("。")
