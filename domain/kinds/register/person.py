"""People with an account."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING, Role
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, Label, OfficeBody, Private, Reading
from domain.register.order import OrderNumber


class Post(StrEnum):
    """专职 or 兼职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class PersonPrivate(Private):
    """The person's name, as shown everywhere, and how it is read."""

    name: Label = Field(default="（未填）", title="姓名")
    sort_as: Reading = Field(default="", title="读音")


class PersonSet(OfficeBody, title="人员"):
    """A person with an account as they now stand: role, zone and kind of appointment."""

    kind: ClassVar[str] = "person.set"
    private: ClassVar[type[Private]] = PersonPrivate

    account: Code = Field(title="账号")
    role: Role = Field(title="角色")
    zone: Code | None = Field(default=None, title="责任区")
    post: Post | None = Field(default=None, title="专兼职")
    is_active: bool = Field(default=True, title="在用")
    order_no: OrderNumber | None = Field(default=None, title="顺序")


# Reviews and follow-ups are told with the name of whoever made them.
_NAMED_IN = (BookPart.REGISTER, BookPart.MINE, BookPart.FINDINGS)
sets("person", PersonSet, "设置人员", LEADING, lambda body: body.account, *_NAMED_IN)
