"""Entries of campaigns (专项督导): tasks beside the monthly duty."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Text
from domain.kinds.visit.plan import InspectionType, VisitType


class CampaignSet(OfficeBody, title="专项"):
    """A campaign as it now stands: what is looked at, where, by whom, from which day to which.

    Without ``inspectors`` each school is its responsible inspector's task. ``brief`` says what
    to do, for whoever goes there.
    """

    kind: ClassVar[str] = "campaign.set"

    campaign_id: Code = Field(title="编号")
    title: Label = Field(title="名称")
    brief: Text = Field(default="", title="说明")
    visit_type: InspectionType = Field(default=VisitType.SPECIAL, title="督导类型")
    from_on: DateText = Field(title="开始日期")
    to_on: DateText = Field(title="结束日期")
    theme_id: Code | None = Field(default=None, title="主题")
    checklist_id: Code | None = Field(default=None, title="清单")
    schools: Annotated[tuple[Code, ...], Field(max_length=1000, title="学校")] = ()
    inspectors: Annotated[tuple[Code, ...], Field(max_length=500, title="督学")] = ()
    is_active: bool = Field(default=True, title="在用")

    def goes_on(self, day: str) -> bool:
        """Whether it is in use and not over before this local day."""
        return self.is_active and self.to_on >= day


sets(
    "campaign", CampaignSet, "设置专项", LEADING, lambda body: body.campaign_id, BookPart.CAMPAIGNS
)
