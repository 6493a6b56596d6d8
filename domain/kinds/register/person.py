"""People with an account."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING, Role
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Private, Reading
from domain.register.order import OrderNumber

CertificateNo = Annotated[str, StringConstraints(max_length=64)]
PhoneNo = Annotated[str, StringConstraints(max_length=32)]


class Post(StrEnum):
    """专职 or 兼职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class Stage(StrEnum):
    """学段: which schools somebody knows, as inspectors are appointed by it (2-07)."""

    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    VOCATIONAL = "vocational"
    SPECIAL = "special"


class PersonPrivate(Private):
    """The person's name, as shown everywhere, how it is read, and the number of their 督学证.

    ``phone`` is where the office reaches them; it is shown to the office alone.
    """

    name: Label = Field(default="（未填）", title="姓名")
    sort_as: Reading = Field(default="", title="读音")
    certificate_no: CertificateNo = Field(default="", title="督学证号")
    phone: PhoneNo = Field(default="", title="联系电话")


class PersonSet(OfficeBody, title="人员"):
    """A person with an account as they now stand: role, zone and kind of appointment.

    Who is not active has no account any more, and nobody has one from ``closed_on`` on.
    ``department`` is where a delegate comes from: their account lasts as long as a campaign names
    them (`domain.campaigns.delegates`).
    """

    kind: ClassVar[str] = "person.set"
    private: ClassVar[type[Private]] = PersonPrivate

    account: Code = Field(title="账号")
    role: Role = Field(title="角色")
    zone: Code | None = Field(default=None, title="责任区")
    department: Label | None = Field(default=None, title="所在部门")
    post: Post | None = Field(default=None, title="专兼职")
    stages: Annotated[tuple[Stage, ...], Field(max_length=len(Stage), title="学段")] = ()
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")
    order_no: OrderNumber | None = Field(default=None, title="顺序")


# Reviews and follow-ups are told with the name of whoever made them.
_NAMED_IN = (BookPart.REGISTER, BookPart.MINE, BookPart.FINDINGS)
sets("person", PersonSet, "设置人员", LEADING, lambda body: body.account, *_NAMED_IN)
