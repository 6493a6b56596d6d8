"""The office's calendar (校历): terms, school holidays, public holidays, working days moved."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody


class CalendarSort(StrEnum):
    """What the days are: a term, holidays of schools or of everybody, or 调休 to work on."""

    TERM = "term"
    SCHOOL_HOLIDAY = "school_holiday"
    PUBLIC_HOLIDAY = "public_holiday"
    WORKDAY = "workday"


class CalendarSet(OfficeBody, title="校历"):
    """A line of the calendar as it now stands, its first and last day included.

    One that ``is_estimated`` was copied from the year before, and nobody has looked at it yet.
    """

    kind: ClassVar[str] = "calendar.set"

    calendar_id: Code = Field(title="编号")
    name: Label = Field(title="名称")
    sort: CalendarSort = Field(title="类别")
    from_on: DateText = Field(title="起")
    to_on: DateText = Field(title="止")
    is_estimated: bool = Field(default=False, title="照上一年推算")
    is_active: bool = Field(default=True, title="在用")


sets("calendar", CalendarSet, "设置校历", LEADING, lambda body: body.calendar_id)
