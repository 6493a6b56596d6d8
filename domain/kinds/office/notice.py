"""The office's notice (整改通知书) to one unit, about findings of several visits there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import REVIEWING, Author, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kind import NOTICE, Kind, Reference, Trait, register
from domain.kinds.office.series import Serial
from domain.kinds.piece import (
    Body,
    Code,
    DateText,
    Label,
    OfficeBody,
    Piece,
    Private,
    ReasonPrivate,
    Text,
)
from domain.trail.line import Sha256Hex

MAX_FINDINGS = 100


class NoticePrivate(Private):
    """What the notice demands and how it is to be answered, and who signed it."""

    requirement: Text = ""
    issuer: Text = ""


class NoticeFinding(Piece):
    """A finding of a visit as the notice's writer saw it.

    ``version`` is the visit's, ``entry`` the one that was the newest word on the finding.
    """

    visit: Sha256Hex
    finding_id: Code
    entry: Sha256Hex
    version: Sha256Hex


class NoticeIssued(Body):
    """A 整改通知书 to a unit; the id of this entry is the notice's id.

    ``number`` is its 文号 and ``serial`` the running number in it, of the year of ``issued_on``.
    """

    kind: ClassVar[str] = "notice.issued"
    private: ClassVar[type[Private]] = NoticePrivate

    school_id: Code
    number: Label
    serial: Serial
    findings: Annotated[tuple[NoticeFinding, ...], Field(min_length=1, max_length=MAX_FINDINGS)]
    issued_on: DateText
    due_on: DateText

    @property
    def year(self) -> int:
        """The year in which its number counts."""
        return int(self.issued_on[:4])


class NoticeWithdrawn(OfficeBody):
    """The notice does not hold any more, for a stated reason; its number stays taken."""

    kind: ClassVar[str] = "notice.withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate


class NoticeState(StrEnum):
    """Where a notice stands."""

    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Withdrawal(Folded):
    """Who took a notice back, and why."""

    stamp: Stamp
    reason: str = ""


class Receipt(Folded):
    """Who signed for a notice at its unit."""

    stamp: Stamp
    name: str = ""


class Notice(Folded):
    """A 整改通知书 as its entries make it."""

    notice_id: str
    district: str
    state: NoticeState
    issued: Stamp
    school_id: str
    number: str
    serial: int
    year: int
    findings: tuple[NoticeFinding, ...]
    issued_on: str
    due_on: str
    requirement: str = ""
    issuer: str = ""
    withdrawal: Withdrawal | None = None
    receipt: Receipt | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str


@dataclass
class NoticeBuilder(SubjectBuilder):
    """A notice in the making, while the fold goes through its entries."""

    body: NoticeIssued
    private: NoticePrivate
    issued: Stamp
    withdrawal: Withdrawal | None = None
    receipt: Receipt | None = None

    def relation(self, author: Author) -> Relation:
        """Whoever writes in the notice's district is its office."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on a notice that was withdrawn."""
        return "notice_withdrawn" if self.withdrawal else None


def _concerned(body: NoticeIssued) -> tuple[Reference, ...]:
    """The visits whose findings it is about, each in every version that it names."""
    return tuple(dict.fromkeys(Reference(each.visit, each.version) for each in body.findings))


def _withdrawn(notice: NoticeBuilder, _body: object, private: ReasonPrivate, stamp: Stamp) -> None:
    notice.withdrawal = Withdrawal(stamp=stamp, reason=private.reason)


_RIGHTS = right(REVIEWING, Relation.OFFICE)

register(
    Kind(
        NoticeIssued,
        "下达整改通知书",
        NOTICE,
        _RIGHTS,
        traits=frozenset({Trait.OPENS, Trait.IN_OFFICE}),
        refers=_concerned,
        told=frozenset({BookPart.FINDINGS}),
    )
)
register(
    Kind(
        NoticeWithdrawn,
        "撤回整改通知书",
        NOTICE,
        _RIGHTS,
        traits=frozenset({Trait.CHANGES, Trait.IN_OFFICE}),
        apply=_withdrawn,
        told=frozenset({BookPart.FINDINGS}),
    )
)
