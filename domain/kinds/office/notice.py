"""The office's notice (整改通知书) for findings of a visit."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import OFFICE_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, Trait, on_visit
from domain.kinds.piece import Body, Code, DateText, Label, Private, Text
from domain.kinds.visit.builder import VisitBuilder


class NoticePrivate(Private):
    """What the notice demands and how it is to be answered, and who signed it."""

    requirement: Text = ""
    issuer: Text = ""


class NoticeIssued(Body):
    """整改通知书 for findings of this visit, as it now stands; ``number`` is its 文号."""

    kind: ClassVar[str] = "notice.issued"
    private: ClassVar[type[Private]] = NoticePrivate

    notice_id: Code
    number: Label
    finding_ids: Annotated[tuple[Code, ...], Field(min_length=1, max_length=200)]
    issued_on: DateText
    due_on: DateText
    is_withdrawn: bool = False


class Notice(Folded):
    """The office's 整改通知书 for findings of this visit."""

    stamp: Stamp
    notice_id: str
    number: str
    finding_ids: tuple[str, ...]
    issued_on: str
    due_on: str
    requirement: str = ""
    issuer: str = ""


@on_visit(
    NoticeIssued,
    "下达整改通知书",
    OFFICE_WORK,
    Part("notices", "notice_id"),
    Trait.AFTER_SUBMISSION,
    Trait.REMARK,
)
def _issued(visit: VisitBuilder, body: NoticeIssued, private: NoticePrivate, stamp: Stamp) -> None:
    facts = body.model_dump(exclude={"is_withdrawn"})
    notice = Notice(stamp=stamp, **facts, **private.model_dump())
    visit.keep(body.notice_id, notice, is_there=not body.is_withdrawn)
