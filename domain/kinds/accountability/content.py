"""What an accountability case is about: who is to answer, for what, and what it rests on."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.accountability.course import Accountable
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text
from domain.trail.line import Sha256Hex

MOST_GROUNDS = 100


class OpenedPrivate(Private):
    """Who it is, or who leads the unit, as the office writes them; the facts, the rules broken."""

    person: Text = ""
    post: Text = ""
    facts: Text = ""
    basis: Text = ""


class AccountabilityOpened(OfficeBody):
    """A case (问责) is opened; the id of the first such entry is the case's id.

    ``school_id`` is the unit that is to answer, or whose person. ``inspected_on`` is when the
    inspection ended that found it: from it the 调查认定组 has its days. ``findings`` and
    ``papers`` are the subjects that the case rests on.
    """

    kind: ClassVar[str] = "accountability.opened"
    private: ClassVar[type[Private]] = OpenedPrivate

    target: Accountable
    school_id: Code
    opened_on: DateText
    inspected_on: DateText
    findings: Annotated[tuple[Sha256Hex, ...], Field(max_length=MOST_GROUNDS)] = ()
    papers: Annotated[tuple[Sha256Hex, ...], Field(max_length=MOST_GROUNDS)] = ()
