"""A parent's message from the public card (群众来信), and what the office does about it (5-08)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import INSPECTING, REVIEWING, SERVER, Author, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kind import MESSAGE, Kind, Trait, register
from domain.kinds.piece import Body, Code, DateText, OfficeBody, Private, Text, TextPrivate
from domain.trail.line import Sha256Hex


class MessageAbout(StrEnum):
    """What a message is about; the last three never come to an inspector."""

    SCHOOL = "school"
    SAFETY = "safety"
    FEES = "fees"
    WORKLOAD = "workload"
    TEACHERS = "teachers"
    OTHER = "other"
    INSPECTOR = "inspector"
    HARM = "harm"
    SERVICE = "service"

    @property
    def is_apart(self) -> bool:
        """Whether no inspector may be given it."""
        return self in (MessageAbout.INSPECTOR, MessageAbout.HARM, MessageAbout.SERVICE)


OFFICE = "office"
"""The unit of a message that is about the office itself, and none of its units."""


class MessageState(StrEnum):
    """Where a message stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    PASSED = "passed"
    REPORTED = "reported"
    CLOSED = "closed"


class MessagePrivate(Private):
    """What is said, and how its sender can be reached where they say so."""

    text: Text = Field(default="", title="内容")
    contact: Text = Field(default="", title="联系方式")


class MessageSent(Body):
    """Somebody wrote from a unit's public card, or about the office from its own page (5-01).

    The id of this entry is the message's id. ``asked`` is the hash of the code by which they ask
    how it stands, ``accept_by`` the last day on which it is to be accepted.
    """

    kind: ClassVar[str] = "message.sent"
    private: ClassVar[type[Private]] = MessagePrivate

    school_id: Code
    about: MessageAbout
    asked: Sha256Hex
    sent_on: DateText
    accept_by: DateText


class MessageAccepted(OfficeBody):
    """The office looks into it (受理); its words are for the sender."""

    kind: ClassVar[str] = "message.accepted"
    private: ClassVar[type[Private]] = TextPrivate


class MessagePassed(OfficeBody):
    """An inspector is to look into it; the words are for the inspector."""

    kind: ClassVar[str] = "message.passed"
    private: ClassVar[type[Private]] = TextPrivate

    account: Code


class MessageRead(OfficeBody):
    """The inspector whom it was passed to has opened it on their phone."""

    kind: ClassVar[str] = "message.read"


class MessageReported(OfficeBody):
    """What the inspector found, for the office; from the office's pages or from their phone."""

    kind: ClassVar[str] = "message.reported"
    private: ClassVar[type[Private]] = TextPrivate


class MessageClosed(OfficeBody):
    """It is done (办结); the words are for the sender."""

    kind: ClassVar[str] = "message.closed"
    private: ClassVar[type[Private]] = TextPrivate


class Said(Folded):
    """An act of the office on a message, and its words."""

    stamp: Stamp
    text: str = ""


class Passed(Said):
    """Who is to look into a message."""

    account: str


class Message(Folded):
    """A message as its entries make it."""

    message_id: str
    district: str
    school_id: str
    about: MessageAbout
    state: MessageState
    asked: str
    sent: Stamp
    sent_on: str
    accept_by: str
    text: str = ""
    contact: str = ""
    accepted: Said | None = None
    passed: Passed | None = None
    read: Said | None = None
    reported: Said | None = None
    closed: Said | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str


@dataclass
class MessageBuilder(SubjectBuilder):
    """A message in the making, while the fold goes through its entries."""

    body: MessageSent
    private: MessagePrivate
    sent: Stamp
    accepted: Said | None = None
    passed: Passed | None = None
    read: Said | None = None
    reported: Said | None = None
    closed: Said | None = None

    def relation(self, author: Author) -> Relation:
        """Who it was passed to has a part in it; whoever else writes in its district is its office.

        A supervisor may pass it to themselves: they stay its office.
        """
        if author.district != self.owner.district:
            return Relation.STRANGER
        is_passed_to = self.passed is not None and self.passed.account == author.account
        return (
            Relation.PARTICIPANT
            if is_passed_to and author.role not in REVIEWING
            else Relation.OFFICE
        )

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on a message that is closed."""
        return "message_closed" if self.closed else None


def _accepted(
    message: MessageBuilder, _body: object, private: TextPrivate, stamp: Stamp
) -> str | None:
    if message.accepted is not None:
        return "message_accepted"
    message.accepted = Said(stamp=stamp, text=private.text)
    return None


def _passed(
    message: MessageBuilder, body: MessagePassed, private: TextPrivate, stamp: Stamp
) -> str | None:
    if message.body.about.is_apart:
        return "message_apart"
    if message.accepted is None:
        return "message_not_accepted"
    message.passed = Passed(stamp=stamp, text=private.text, account=body.account)
    message.read = message.reported = None
    return None


def _read(message: MessageBuilder, _body: object, _private: object, stamp: Stamp) -> str | None:
    if message.passed is None or message.passed.account != stamp.account:
        return "no_right"
    message.read = message.read or Said(stamp=stamp)
    return None


def _reported(
    message: MessageBuilder, _body: object, private: TextPrivate, stamp: Stamp
) -> str | None:
    if message.passed is None or message.passed.account != stamp.account:
        return "no_right"
    message.reported = Said(stamp=stamp, text=private.text)
    return None


def _closed(
    message: MessageBuilder, _body: object, private: TextPrivate, stamp: Stamp
) -> str | None:
    if message.accepted is None:
        return "message_not_accepted"
    message.closed = Said(stamp=stamp, text=private.text)
    return None


_OFFICE = right(REVIEWING, Relation.OFFICE)
_CHANGES = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
_OPENS = frozenset({Trait.OPENS, Trait.IN_OFFICE})
_BY_INSPECTOR = right(INSPECTING, Relation.PARTICIPANT, Relation.OFFICE)
_ON_PHONE = frozenset({Trait.CHANGES})
_TOLD = frozenset({BookPart.MESSAGES})

register(Kind(MessageSent, "群众来信", MESSAGE, right(SERVER, Relation.OFFICE), traits=_OPENS))
register(Kind(MessageAccepted, "受理来信", MESSAGE, _OFFICE, traits=_CHANGES, apply=_accepted))
register(
    Kind(MessagePassed, "转督学", MESSAGE, _OFFICE, traits=_CHANGES, apply=_passed, told=_TOLD)
)
register(
    Kind(MessageRead, "已读", MESSAGE, _BY_INSPECTOR, traits=_ON_PHONE, apply=_read, told=_TOLD)
)
register(
    Kind(
        MessageReported,
        "报告办理情况",
        MESSAGE,
        _BY_INSPECTOR,
        traits=_ON_PHONE,
        apply=_reported,
        told=_TOLD,
    )
)
register(
    Kind(MessageClosed, "办结来信", MESSAGE, _OFFICE, traits=_CHANGES, apply=_closed, told=_TOLD)
)
