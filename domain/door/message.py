"""From a message's entries to the message; when it is to be accepted, and who leads the office."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from domain.kinds.author import Author, Role
from domain.kinds.folding import stamp_of
from domain.kinds.kind import MESSAGE
from domain.kinds.office.message import (
    Message,
    MessageBuilder,
    MessagePrivate,
    MessageSent,
    MessageState,
)
from domain.kinds.reading import Reading
from domain.register.calendar import Calendar
from domain.subject import opener, take

_DAY = timedelta(days=1)


def fold_message(
    message_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Message | None:
    """The message these entries make; None while its ``message.sent`` is missing or counts not.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(message_id, MESSAGE, readings, authors)
    if found is None or not isinstance(found[0].body, MessageSent):
        return None
    opening, owner = found
    body = found[0].body
    private = opening.private if isinstance(opening.private, MessagePrivate) else MessagePrivate()
    builder = MessageBuilder(message_id, owner, body, private, stamp_of(opening, owner))
    take(builder, MESSAGE, readings, authors)
    return _built(builder)


def _built(builder: MessageBuilder) -> Message:
    body = builder.body
    return Message(
        message_id=builder.subject,
        district=builder.owner.district,
        school_id=body.school_id,
        about=body.about,
        state=_state(builder),
        asked=body.asked,
        sent=builder.sent,
        sent_on=body.sent_on,
        accept_by=body.accept_by,
        text=builder.private.text,
        contact=builder.private.contact,
        accepted=builder.accepted,
        passed=builder.passed,
        read=builder.read,
        reported=builder.reported,
        closed=builder.closed,
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )


def _state(builder: MessageBuilder) -> MessageState:
    for said, state in (
        (builder.closed, MessageState.CLOSED),
        (builder.reported, MessageState.REPORTED),
        (builder.passed, MessageState.PASSED),
        (builder.accepted, MessageState.ACCEPTED),
    ):
        if said is not None:
            return state
    return MessageState.SENT


def accept_by(calendar: Calendar, sent_on: date, working_days: int) -> date:
    """The last day on which a message of this day is to be accepted: so many working days on."""
    day, left = sent_on, working_days
    while left:
        day += _DAY
        left -= calendar.is_workday(day)
    return day


class Leading(Protocol):
    """Somebody of the register."""

    @property
    def account(self) -> str:
        """Their account."""

    @property
    def role(self) -> str:
        """What they are."""


def head_of(people: Sequence[Leading], set_head: str | None) -> str | None:
    """Who leads the office, of its active people in its order; None where nobody reviews.

    Who was set, where they still review; else the first administrator, else the first supervisor.
    """
    leading = [each for each in people if each.role in (Role.ADMIN, Role.SUPERVISOR)]
    named = [each for each in leading if each.account == set_head]
    admins = [each for each in leading if each.role == Role.ADMIN]
    return next((each.account for each in (*named, *admins, *leading)), None)
