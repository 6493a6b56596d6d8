"""Entries of campaigns (专项督导): tasks beside the monthly duty."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, DateText, Label, Text
from domain.kinds.visit.plan import VisitType


class CampaignSet(Body):
    """A campaign as it now stands: what is looked at, where, by whom, from which day to which.

    Without ``inspectors`` each school is its responsible inspector's task. ``brief`` says what
    to do, for whoever goes there.
    """

    kind: ClassVar[str] = "campaign.set"

    campaign_id: Code
    title: Label
    brief: Text = ""
    visit_type: VisitType = VisitType.SPECIAL
    from_on: DateText
    to_on: DateText
    theme_id: Code | None = None
    checklist_id: Code | None = None
    schools: Annotated[tuple[Code, ...], Field(max_length=1000)] = ()
    inspectors: Annotated[tuple[Code, ...], Field(max_length=500)] = ()
    is_active: bool = True


sets("campaign", CampaignSet, "设置专项", LEADING, lambda body: body.campaign_id)
