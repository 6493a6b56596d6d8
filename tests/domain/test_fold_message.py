"""A message from a public card: who may do what with it, in which order, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.door.message import accept_by, fold_message, head_of
from domain.kinds.author import Author, Role
from domain.kinds.office.message import (
    Message,
    MessageAbout,
    MessageAccepted,
    MessageClosed,
    MessagePassed,
    MessagePrivate,
    MessageRead,
    MessageReported,
    MessageSent,
    MessageState,
)
from domain.kinds.piece import Body, TextPrivate
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.register.calendar import Calendar
from tests.builders.trail import Pen, an_author


def in_office(account: str, role: Role, district: str = "wanshan") -> Author:
    return replace(an_author(account, role, district), is_in_office=True)


SERVER = in_office("system", Role.SYSTEM)
OFFICE = in_office("li.zhuren", Role.SUPERVISOR)
CHEN = in_office("chen.jing", Role.INSPECTOR)
WANG = in_office("wang.fang", Role.INSPECTOR)
ELSEWHERE = in_office("zhang", Role.SUPERVISOR, "other")
Said = tuple[Author, Body]


def sent(about: MessageAbout = MessageAbout.SAFETY) -> MessageSent:
    days = {"sent_on": "2026-05-14", "accept_by": "2026-05-15"}
    return MessageSent(school_id="school-1", about=about, asked="a" * 64, **days)


def told(body: MessageSent, said: Sequence[Said], first: Author = SERVER) -> Message | None:
    """The message that these acts make, one after the other."""
    pens = {each.chain: Pen(each) for each in (first, *(author for author, _ in said))}
    opening = pens[first.chain].write(body, MessagePrivate(text="车多", contact="139"))
    saw = opening.id
    for author, act in said:
        saw = pens[author.chain].write(act, TextPrivate(text="好"), opening.id, saw).id
    lines = [line for pen in pens.values() for line in pen.lines]
    known = {chain: pen.author for chain, pen in pens.items()}
    return fold_message(opening.id, [kinds.read(line) for line in lines], known)


def reasons(*said: Said, about: MessageAbout = MessageAbout.SAFETY) -> list[str]:
    found = told(sent(about), said)
    assert found is not None
    return [each.reason for each in found.ignored]


ACCEPT: Said = (OFFICE, MessageAccepted())
TO_CHEN: Said = (OFFICE, MessagePassed(account="chen.jing"))
REPORT: Said = (CHEN, MessageReported())
READ: Said = (CHEN, MessageRead())
CLOSE: Said = (OFFICE, MessageClosed())


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], MessageState.SENT),
        ([ACCEPT], MessageState.ACCEPTED),
        ([ACCEPT, TO_CHEN], MessageState.PASSED),
        ([ACCEPT, TO_CHEN, REPORT], MessageState.REPORTED),
        ([ACCEPT, TO_CHEN, REPORT, TO_CHEN], MessageState.PASSED),
        ([ACCEPT, CLOSE], MessageState.CLOSED),
        ([ACCEPT, TO_CHEN, REPORT, CLOSE], MessageState.CLOSED),
    ],
)
def test_a_message_goes_its_way(said: list[Said], state: MessageState) -> None:
    found = told(sent(), said)
    assert found is not None
    assert (found.state, found.ignored, found.text, found.contact) == (state, (), "车多", "139")


def test_what_comes_too_early_twice_or_too_late_does_not_count() -> None:
    assert reasons(TO_CHEN, CLOSE) == ["message_not_accepted"] * 2
    assert reasons(ACCEPT, ACCEPT) == ["message_accepted"]
    assert reasons(ACCEPT, CLOSE, TO_CHEN) == ["message_closed"]


def test_only_who_it_was_passed_to_reports_and_no_inspector_leads() -> None:
    assert reasons(ACCEPT, REPORT) == ["no_right"]
    assert reasons(ACCEPT, TO_CHEN, (WANG, MessageReported())) == ["no_right"]
    assert reasons(ACCEPT, TO_CHEN, (CHEN, MessageClosed())) == ["no_right"]
    assert reasons((ELSEWHERE, MessageAccepted())) == ["no_right"]
    to_office: Said = (OFFICE, MessagePassed(account="li.zhuren"))
    assert reasons(ACCEPT, to_office, (OFFICE, MessageReported())) == []


def on_phone(author: Author) -> Author:
    return replace(author, is_in_office=False)


def test_an_inspector_reads_and_reports_on_the_phone_and_no_office_act_counts_from_there() -> None:
    phone = on_phone(CHEN)
    found = told(sent(), [ACCEPT, TO_CHEN, (phone, MessageRead()), (phone, MessageReported())])
    assert found is not None
    assert found.read is not None
    assert (found.state, found.ignored) == (MessageState.REPORTED, ())
    assert reasons((on_phone(OFFICE), MessageAccepted())) == ["no_right"]


def test_reading_is_noted_once_and_asked_for_again_when_it_is_passed_anew() -> None:
    first = told(sent(), [ACCEPT, TO_CHEN, READ, READ])
    again = told(sent(), [ACCEPT, TO_CHEN, READ, TO_CHEN])
    assert first is not None
    assert first.read is not None
    assert again is not None
    assert again.read is None
    assert reasons(ACCEPT, TO_CHEN, (WANG, MessageRead())) == ["no_right"]
    assert reasons(ACCEPT, READ) == ["no_right"]


@pytest.mark.parametrize("about", [each for each in MessageAbout if each.is_apart])
def test_what_no_inspector_may_see_is_passed_to_none(about: MessageAbout) -> None:
    assert about.is_apart
    assert reasons(ACCEPT, TO_CHEN, about=about) == ["message_apart"]


def test_only_the_server_takes_messages_in() -> None:
    assert told(sent(), [], OFFICE) is None
    assert fold_message("a" * 64, [], {}) is None


def day(name: str, sort: CalendarSort, first: str, last: str) -> CalendarSet:
    return CalendarSet(calendar_id=name, name=name, sort=sort, from_on=first, to_on=last)


CALENDAR = Calendar.of(
    [
        day("h", CalendarSort.PUBLIC_HOLIDAY, "2026-05-01", "2026-05-05"),
        day("w", CalendarSort.WORKDAY, "2026-05-09", "2026-05-09"),
    ]
)


@pytest.mark.parametrize(
    ("on", "days", "by"),
    [
        ("2026-05-13", 1, "2026-05-14"),
        ("2026-05-15", 1, "2026-05-18"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-04-30", 3, "2026-05-08"),
    ],
)
def test_a_message_is_to_be_accepted_in_so_many_working_days(on: str, days: int, by: str) -> None:
    assert accept_by(CALENDAR, date.fromisoformat(on), days) == date.fromisoformat(by)


@dataclass(frozen=True)
class Person:
    account: str
    role: str


PEOPLE = st.lists(st.builds(Person, st.sampled_from("abcdef"), st.sampled_from(sorted(Role))))


@given(PEOPLE, st.sampled_from([None, *"abcdef"]))
def test_the_head_is_who_was_set_else_an_administrator_else_a_supervisor(
    people: list[Person], named: str | None
) -> None:
    found = head_of(people, named)
    leading = [each for each in people if each.role in (Role.ADMIN, Role.SUPERVISOR)]
    admins = [each.account for each in leading if each.role == Role.ADMIN]
    if any(each.account == named for each in leading):
        assert found == named
    else:
        assert found == [*admins, *(each.account for each in leading), None][0]
