"""Bodies of education supervision and who sits on them (1-01, 4-01): 委员会, 督导室, 责任区 …."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Private, Text

Unit = Annotated[str, StringConstraints(max_length=200)]


class OrganKind(StrEnum):
    """What a body is."""

    COMMITTEE = "committee"
    OFFICE = "office"
    ZONE = "zone"
    EXPERTS = "experts"
    OTHER = "other"


class OrganSet(OfficeBody, title="机构"):
    """A body as it now stands; from ``closed_on`` on it is there no more."""

    kind: ClassVar[str] = "organ.set"

    organ: Code = Field(title="编号")
    name: Label = Field(title="名称")
    organ_kind: OrganKind = Field(title="类别")
    duties: Text = Field(default="", title="职能职责")
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")


class Seat(StrEnum):
    """What somebody is on a body, the first first."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"
    LIAISON = "liaison"


class MemberPrivate(Private):
    """Who sits there, where it is nobody of the register."""

    name: Unit = Field(default="", title="姓名")


class MemberSet(OfficeBody, title="成员"):
    """A seat on a body as it now stands: a member unit's, a person's, or both.

    It is held from ``from_on`` to ``to_on``, both included; without an end it still is.
    """

    kind: ClassVar[str] = "member.set"
    private: ClassVar[type[Private]] = MemberPrivate

    member_id: Code = Field(title="编号")
    organ: Code = Field(title="机构")
    seat: Seat = Field(title="职务")
    unit: Unit = Field(default="", title="成员单位")
    account: Code | None = Field(default=None, title="督学或账号")
    from_on: DateText = Field(title="起始日期")
    to_on: DateText | None = Field(default=None, title="结束日期")


def sits_on(member: MemberSet, day: str) -> bool:
    """Whether the seat is held on this local day (`YYYY-MM-DD`)."""
    return member.from_on <= day and (member.to_on is None or day <= member.to_on)


sets("organ", OrganSet, "设置机构", LEADING, lambda body: body.organ)
sets("member", MemberSet, "设置成员", LEADING, lambda body: body.member_id)
