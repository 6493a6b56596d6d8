"""A task: whom it is given to, what each says of it, and what of it counts."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.kinds.author import Author, Role
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.task.answering import TaskClosed, TaskReceived, TaskReported, TaskReturned
from domain.kinds.task.builder import Task
from domain.kinds.task.giving import (
    TaskChanged,
    TaskChangedPrivate,
    TaskGiven,
    TaskPeopleAdded,
    TaskPersonRemoved,
    TaskPrivate,
    TaskWithdrawn,
)
from domain.kinds.task.steps import STEPS, TaskState, TaskStep
from domain.tasks.fold import fold_task
from tests.builders.trail import Pen, an_author


def in_office(account: str, role: Role, district: str = "wanshan") -> Author:
    return replace(an_author(account, role, district), is_in_office=True)


OFFICE = in_office("li.zhuren", Role.SUPERVISOR)
CLERK = in_office("zhao.tong", Role.CLERK)
ELSEWHERE = in_office("zhang", Role.SUPERVISOR, "other")
LI = an_author("li.zhuren", Role.SUPERVISOR)
CHEN, WANG, SUN = (an_author(each) for each in ("chen.jing", "wang.fang", "sun.li"))
DAYS: dict[str, Any] = {"receive_by": "2026-05-16", "due_on": "2026-05-20"}
GIVEN = TaskGiven(accounts=("chen.jing", "wang.fang"), given_on="2026-05-14", **DAYS)
SAID = TaskPrivate(title="护导专项检查", text="逐校看放学护导。", giver="市教育局督导室")
Said = tuple[Author, Body, Private]
WHY, WORDS = ReasonPrivate(reason="调岗"), TextPrivate(text="查了 3 所")


def told(said: Sequence[Said], first: Author = OFFICE, shuffled: int | None = None) -> Task | None:
    """The task that these acts make, one after the other; answers name the newest edition."""
    pens = {each.chain: Pen(each) for each in (first, *(author for author, *_ in said))}
    opening = pens[first.chain].write(GIVEN, SAID)
    saw = edition = opening.id
    for author, body, private in said:
        if isinstance(body, TaskReceived | TaskReported):
            body = body.model_copy(update={"edition": edition})  # noqa: PLW2901
        saw = pens[author.chain].write(body, private, opening.id, saw).id
        is_new = isinstance(body, TaskChanged) and not body.keeps_receipts
        edition = saw if is_new else edition
    readings = [kinds.read(line) for pen in pens.values() for line in pen.lines]
    if shuffled is not None:
        random.Random(shuffled).shuffle(readings)
    return fold_task(opening.id, readings, {chain: pen.author for chain, pen in pens.items()})


def stands(*said: Said) -> Task:
    found = told(said)
    assert found is not None
    return found


def reasons(*said: Said) -> list[str]:
    return [each.reason for each in stands(*said).ignored]


def receive(author: Author = CHEN) -> Said:
    return author, TaskReceived(edition="0" * 64), Private()


def report(author: Author = CHEN, *visits: str) -> Said:
    return author, TaskReported(edition="0" * 64, visits=visits), WORDS


def remove(account: str = "chen.jing", author: Author = OFFICE) -> Said:
    return author, TaskPersonRemoved(account=account), WHY


def add(*accounts: str, author: Author = CLERK) -> Said:
    return author, TaskPeopleAdded(accounts=accounts), WHY


def give_back(account: str = "chen.jing", author: Author = OFFICE) -> Said:
    return author, TaskReturned(account=account), ReasonPrivate(reason="请写明学校")


def close(*accounts: str, author: Author = OFFICE) -> Said:
    return author, TaskClosed(accounts=accounts or ("chen.jing",)), TextPrivate(text="好")


CHANGE: Said = (CLERK, TaskChanged(**DAYS), TaskChangedPrivate(title="护导", reason="改到周五"))
SMALL: Said = (CLERK, TaskChanged(keeps_receipts=True, **DAYS), TaskChangedPrivate(reason="错字"))
WITHDRAW: Said = (OFFICE, TaskWithdrawn(), WHY)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], TaskState.GIVEN),
        ([receive()], TaskState.RECEIVED),
        ([receive(), report()], TaskState.REPORTED),
        ([report()], TaskState.REPORTED),
        ([receive(), report(), give_back()], TaskState.RETURNED),
        ([report(), give_back(), report()], TaskState.REPORTED),
        ([report(), close()], TaskState.CLOSED),
        ([report(), close(), give_back()], TaskState.RETURNED),
        ([report(), close(), WITHDRAW], TaskState.CLOSED),
        ([receive(), WITHDRAW], TaskState.WITHDRAWN),
        ([receive(), remove()], TaskState.REMOVED),
        ([report(), remove()], TaskState.REMOVED),
        ([receive(), remove(), add("chen.jing")], TaskState.RECEIVED),
        ([receive(), CHANGE], TaskState.GIVEN),
        ([receive(), CHANGE, receive()], TaskState.RECEIVED),
        ([report(), CHANGE], TaskState.REPORTED),
        ([receive(), SMALL], TaskState.RECEIVED),
        ([receive(), CHANGE, SMALL], TaskState.GIVEN),
        ([CHANGE, receive(), SMALL, SMALL], TaskState.RECEIVED),
    ],
)
def test_a_task_goes_its_way_with_each_person(said: list[Said], state: TaskState) -> None:
    found = stands(*said)
    assert (found.state("chen.jing"), found.ignored) == (state, ())
    ended = TaskState.WITHDRAWN if WITHDRAW in said else TaskState.GIVEN
    assert (found.state("wang.fang"), found.state("sun.li")) == (ended, None)


def test_a_task_says_what_is_wanted_as_it_was_changed_last() -> None:
    first, changed = stands(), stands(receive(), CHANGE)
    assert (first.content.title, first.content.giver) == ("护导专项检查", "市教育局督导室")
    assert (changed.content.title, changed.changed_for) == ("护导", "改到周五")
    assert (first.given_on, first.changed_for) == ("2026-05-14", None)


def test_a_report_says_on_which_visits_it_was_done_and_is_a_reference_to_them() -> None:
    found = stands(report(CHEN, "a" * 64, "b" * 64, "a" * 64)).people["chen.jing"].reported
    assert found is not None
    assert (found.text, found.visits) == ("查了 3 所", ("a" * 64, "b" * 64))
    body = TaskReported(edition="0" * 64, visits=("a" * 64,))
    assert [each.subject for each in kinds.references(body)] == ["a" * 64]


def test_the_first_receipt_of_what_it_now_says_stands() -> None:
    once, twice = stands(receive()), stands(receive(), receive())
    first, second = (each.people["chen.jing"].received for each in (once, twice))
    assert first is not None
    assert second is not None
    assert first.stamp.at == second.stamp.at


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([receive(SUN)], "task_not_named"),
        ([report(SUN)], "task_not_named"),
        ([remove(), receive()], "task_not_named"),
        ([remove(), report()], "task_not_named"),
        ([remove("sun.li")], "task_not_named"),
        ([add("wang.fang")], "task_named"),
        ([report(), close(), remove()], "task_closed"),
        ([receive(), close()], "task_not_reported"),
        ([receive(), give_back()], "task_not_reported"),
        ([report(), close(), report()], "task_closed"),
        ([WITHDRAW, report()], "task_withdrawn"),
        ([WITHDRAW, add("sun.li")], "task_withdrawn"),
    ],
)
def test_what_cannot_be_said_of_a_person_does_not_count(said: list[Said], reason: str) -> None:
    assert reasons(*said) == [reason]


def test_closing_takes_those_who_have_reported_and_leaves_the_others() -> None:
    found = stands(report(), close("chen.jing", "wang.fang"))
    assert found.ignored == ()
    assert found.state("wang.fang") is TaskState.GIVEN


def test_who_may_give_and_who_may_answer() -> None:
    assert told([], CLERK) is not None
    assert told([], CHEN) is None
    assert told([], LI) is None
    assert told([], in_office("shen.jian", Role.AUDITOR)) is None
    assert fold_task("a" * 64, [], {}) is None
    assert reasons((replace(CHEN, is_in_office=True), *WITHDRAW[1:])) == ["no_right"]
    assert reasons((LI, *WITHDRAW[1:])) == ["no_right"]
    assert reasons((ELSEWHERE, *WITHDRAW[1:])) == ["no_right"]
    assert reasons(add("li.zhuren"), report(LI), close("li.zhuren")) == []
    assert reasons(receive(CLERK)) == ["no_right"]


PEOPLE = ("chen.jing", "wang.fang", "sun.li")
STEPS_OF: dict[TaskStep, dict[str, Said]] = {
    TaskStep.RECEIVE: dict(zip(PEOPLE, map(receive, (CHEN, WANG, SUN)), strict=True)),
    TaskStep.REPORT: dict(zip(PEOPLE, map(report, (CHEN, WANG, SUN)), strict=True)),
    TaskStep.RETURN: {each: give_back(each) for each in PEOPLE},
    TaskStep.CLOSE: {each: close(each) for each in PEOPLE},
    TaskStep.REMOVE: {each: remove(each) for each in PEOPLE},
    TaskStep.ADD: {each: add(each) for each in PEOPLE},
}
ACTS = st.one_of(
    st.sampled_from([each for some in STEPS_OF.values() for each in some.values()]),
    st.sampled_from([CHANGE, SMALL, (ELSEWHERE, *CHANGE[1:])]),
)


@given(st.lists(ACTS, max_size=8), st.sampled_from(PEOPLE))
def test_nobody_is_stuck_and_who_is_not_named_neither_receives_nor_reports(
    said: list[Said], account: str
) -> None:
    before = stands(*said).state(account)
    for step, acts in STEPS_OF.items():
        after = stands(*said, acts[account])
        may = step is TaskStep.ADD if before is None else before in STEPS[step]
        assert len(after.ignored) == len(stands(*said).ignored) + (not may)
        if not may:
            assert after.state(account) is before
    way = [TaskStep.REPORT, TaskStep.CLOSE]
    if before in (None, TaskState.REMOVED):
        way.insert(0, TaskStep.ADD)
    if before is not TaskState.CLOSED:
        said = [*said, *(STEPS_OF[step][account] for step in way)]
    assert stands(*said).state(account) is TaskState.CLOSED


@given(st.lists(st.one_of(ACTS, st.just(WITHDRAW)), max_size=8), st.integers())
def test_a_task_is_the_same_in_any_order_of_arrival_and_withdrawing_ends_it(
    said: list[Said], seed: int
) -> None:
    found, again = told(said), told(said, shuffled=seed)
    assert found is not None
    assert again == found
    ended = stands(*said, WITHDRAW)
    assert all(ended.state(each) in {None, *(s for s in TaskState if s.is_over)} for each in PEOPLE)
