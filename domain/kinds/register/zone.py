"""Zones (责任区/片区)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Reading
from domain.register.order import OrderNumber


class ZoneSet(OfficeBody, title="责任区"):
    """A 责任区/片区 as it now stands; ``sort_as`` is how its name is read.

    From ``closed_on`` on it is out of use.
    """

    kind: ClassVar[str] = "zone.set"

    zone: Code = Field(title="编号")
    name: Label = Field(title="名称")
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")
    order_no: OrderNumber | None = Field(default=None, title="顺序")
    sort_as: Reading = Field(default="", title="读音")


sets("zone", ZoneSet, "设置责任区", LEADING, lambda body: body.zone, BookPart.REGISTER)
