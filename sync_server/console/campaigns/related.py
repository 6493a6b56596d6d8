"""The campaigns that a unit was in, with what each came to there, and those of a person."""

from domain.kinds.campaign.plan import CampaignTeam
from sync_server.campaigns.desk import CampaignUnit, ListedCampaign
from sync_server.campaigns.unit_words import last_visit, letter, rectified
from sync_server.console.campaigns.columns import (
    campaign_chips,
    campaign_path,
    letter_chips,
    letter_path,
    result_chips,
    unit_findings_path,
)
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.noun import Opened
from sync_server.console.kinds.thing_page import Related, related

LATEST = 10
_Membership = tuple[ListedCampaign, CampaignTeam]

OF_UNIT: tuple[Column[CampaignUnit], ...] = (
    Column(
        "专项",
        lambda each: each.listed.campaign.plan.title,
        lambda each: campaign_path(each.listed.campaign.campaign),
    ),
    Column("督导小组", lambda each: each.team),
    Column("督导日期", last_visit),
    counted("问题条", lambda each: each.there.findings, unit_findings_path),
    Column("结论", chips=result_chips),
    Column("已整改", rectified),
    Column("意见书", letter, letter_path, chips=letter_chips),
)
OF_PERSON: tuple[Column[_Membership], ...] = (
    Column(
        "专项",
        lambda each: each[0].campaign.plan.title,
        lambda each: campaign_path(each[0].campaign.campaign),
    ),
    Column("督导小组", lambda each: each[1].name),
    Column("结束日期", lambda each: each[0].campaign.plan.to_on),
    counted("单位", lambda each: len(each[1].units)),
    Column("状态", chips=lambda each: campaign_chips(each[0])),
)


def of_unit(opened: Opened) -> Related:
    """The campaigns that the unit was in."""
    found = opened.services.campaign_desk.of_unit(opened.viewer, opened.code)
    return related("专项督导", OF_UNIT, found[:LATEST], "没有列入过专项督导。")


def of_person(opened: Opened) -> Related:
    """The campaigns in whose teams the person is."""
    found = opened.services.campaign_desk.of_person(opened.viewer, opened.code)
    return related("参加的专项督导", OF_PERSON, found[:LATEST], "没有参加过专项督导小组。")
