"""Entries of the policy library (0-01, 2-28) and of who has read it (3-08)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING, ON_PHONES
from domain.kinds.book_part import BookPart
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import alone, sets
from domain.kinds.piece import Body, Code, DateText, Label, OfficeBody, Piece, Text
from domain.trail.line import Sha256Hex


class PolicyCategory(StrEnum):
    """What kind of paper it is."""

    LAW = "law"
    RULE = "rule"
    NOTICE = "notice"
    HANDBOOK = "handbook"


class PolicySection(Piece):
    """One titled piece of a paper's text; an untitled one goes on from the piece before."""

    heading: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="小标题")
    text: Text = Field(default="", title="文字")


class PolicySet(OfficeBody, title="政策文件"):
    """One part of a paper as it now stands; a long paper has several, counted from 1.

    ``number`` is its 文号 and ``organ`` who issued it, as an office cites them. The first part
    names its ``files``; from ``closed_on`` on it is out of use. Where it ``asks_again``, whoever
    has read an earlier text has not read the one that stands.
    """

    kind: ClassVar[str] = "policy.set"

    policy_id: Code = Field(title="编号")
    part: Annotated[int, Field(ge=1, le=999, title="第几段")] = 1
    parts: Annotated[int, Field(ge=1, le=999, title="共几段")] = 1
    title: Label = Field(title="标题")
    number: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="文号")
    organ: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="发文机关")
    issued_on: DateText | None = Field(default=None, title="成文日期")
    category: PolicyCategory = Field(default=PolicyCategory.NOTICE, title="类别")
    theme_ids: tuple[Code, ...] = Field(default=(), title="主题")
    must_be_read: bool = Field(default=False, title="要求读完")
    asks_again: bool = Field(default=True, title="正文改了要重新读")
    sections: Annotated[tuple[PolicySection, ...], Field(max_length=200, title="正文")] = ()
    files: Annotated[tuple[KeptFile, ...], Field(max_length=5, title="附件")] = ()
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")


class PolicyRead(Body):
    """The writer has read the paper whose parts have these hashes, to its end."""

    kind: ClassVar[str] = "policy.read"

    policy_id: Code
    sha256: Annotated[tuple[Sha256Hex, ...], Field(min_length=1, max_length=999)]


sets(
    "policy",
    PolicySet,
    "设置文件",
    LEADING,
    lambda body: f"{body.policy_id}/{body.part}",
    BookPart.PAPERS,
)
alone(PolicyRead, "读完文件", ON_PHONES, BookPart.PAPERS)
