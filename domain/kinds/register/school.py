"""Schools, kindergartens, institutions and townships."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Piece, Reading, Text
from domain.place.datum import Datum
from domain.register.order import OrderNumber
from domain.register.school_kind import SchoolKind

# The kind of a school stands where checklists, which kinds of entries are made of, may name it.
__all__ = ["Ownership", "Position", "SchoolKind", "SchoolSet"]


class Ownership(StrEnum):
    """公办 or 民办."""

    PUBLIC = "public"
    PRIVATE = "private"


class Position(Piece):
    """Where a school is: the pair as the office has it with its datum, and WGS-84 degrees."""

    given_lat: Annotated[float, Field(ge=-90, le=90, title="给出的纬度")]
    given_lng: Annotated[float, Field(ge=-180, le=180, title="给出的经度")]
    datum: Datum = Field(title="坐标系")
    lat: Annotated[float, Field(ge=-90, le=90, title="纬度")]
    lng: Annotated[float, Field(ge=-180, le=180, title="经度")]


class SchoolSet(OfficeBody, title="学校"):
    """A school, kindergarten, institution or township as it now stands, and how it is found.

    ``sort_as`` is how its name is read. ``initials`` are the letters by which its name, its short
    names and its town are found, a reading of each, with blanks between; ``pinyin`` the syllables
    of the same (`domain.register.search`). It is out of use from ``closed_on`` on.
    """

    kind: ClassVar[str] = "school.set"

    school_id: Code = Field(title="编号")
    name: Label = Field(title="名称")
    aliases: tuple[Label, ...] = Field(default=(), title="简称")
    code: Code | None = Field(default=None, title="学校标识码")
    school_kind: SchoolKind = Field(title="类型")
    ownership: Ownership = Field(default=Ownership.PUBLIC, title="办学性质")
    zone: Code = Field(title="责任区")
    town: Text = Field(default="", title="乡镇（街道）")
    position: Position | None = Field(default=None, title="位置")
    radius_m: Annotated[int, Field(ge=20, le=20_000, title="到校范围（米）")] = 500
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")
    order_no: OrderNumber | None = Field(default=None, title="顺序")
    sort_as: Reading = Field(default="", title="读音")
    initials: Reading = Field(default="", title="首字母")
    pinyin: Reading = Field(default="", title="全拼")


sets(
    "school",
    SchoolSet,
    "设置学校",
    LEADING,
    lambda body: body.school_id,
    BookPart.REGISTER,
    BookPart.DUTY,
)
