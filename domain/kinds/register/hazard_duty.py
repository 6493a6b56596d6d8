"""Who is on duty for hazards, from which day to which (隐患值班)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, OfficeBody


class HazardDutySet(OfficeBody, title="隐患值班"):
    """A turn of duty as it now stands, its first and last day included."""

    kind: ClassVar[str] = "hazard_duty.set"

    duty_id: Code = Field(title="编号")
    account: Code = Field(title="值班人")
    from_on: DateText = Field(title="起")
    to_on: DateText = Field(title="止")
    is_withdrawn: bool = Field(default=False, title="取消")


sets("hazard_duty", HazardDutySet, "设置隐患值班", LEADING, lambda body: body.duty_id)
