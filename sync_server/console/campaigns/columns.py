"""What pages say of campaigns and of their units, wherever they are listed."""

from collections.abc import Sequence
from urllib.parse import quote

from domain.campaigns.coverage import UnitResult
from domain.kinds.campaign.course import CampaignState, UnitPlea
from domain.register.school_kind import SchoolKind
from domain.words.values import label
from sync_server.campaigns.desk import CampaignUnit, ListedCampaign
from sync_server.console.kinds.column import Chip, Column, counted

SECTION, HOME, UNITS = "campaigns", "/campaigns", "/campaigns/units"
COVERAGE = "/campaigns/coverage"
STATE_LOOKS = {
    CampaignState.DRAFT: "chip-notice",
    CampaignState.APPROVED: "chip-info",
    CampaignState.RUNNING: "chip-info",
    CampaignState.REPORTING: "chip-info",
    CampaignState.CLOSED: "chip-approved",
}
RESULT_LOOKS = {
    UnitResult.FOUND: "chip-notice",
    UnitResult.CLEAR: "chip-approved",
    UnitResult.OPEN: "",
}


def campaign_path(campaign: str) -> str:
    """Where a campaign's page is."""
    return f"{HOME}/{campaign}"


def team_path(campaign: str, team: str) -> str:
    """Where the form of one of its teams is."""
    return f"{campaign_path(campaign)}/teams/{quote(team)}"


def units_path(listed: ListedCampaign, result: str = "") -> str:
    """Where the list of its units is, of one result where it says which."""
    return f"{UNITS}?campaign={listed.campaign.campaign}" + (f"&result={result}" if result else "")


def campaign_chips(listed: ListedCampaign) -> Sequence[Chip]:
    """How a campaign stands."""
    state = listed.campaign.state
    late = [Chip("过期未办结", "chip-grave")] if listed.is_late else []
    return [Chip(label(state), STATE_LOOKS.get(state, "")), *late]


def result_chips(unit: CampaignUnit) -> Sequence[Chip]:
    """What came of it at a unit."""
    result = unit.there.result
    return [Chip(label(result), RESULT_LOOKS[result])]


def self_check(unit: CampaignUnit) -> str:
    """What the unit found on itself; empty where it reported nothing."""
    found = unit.listed.campaign.self_checks.get(unit.there.unit)
    if found is None:
        return ""
    return "自查有问题" if found.has_problems else "自查无问题"


def compared(unit: CampaignUnit) -> str:
    """Self-check beside finding, where there are both: whether they tell the same (3-05)."""
    found = unit.listed.campaign.self_checks.get(unit.there.unit)
    if found is None or unit.there.result is UnitResult.OPEN:
        return ""
    has_found = unit.there.result is UnitResult.FOUND
    if found.has_problems == has_found:
        return "一致"
    return "自查没有报，督导发现了" if has_found else "自查报了，督导没有发现"


def opinion(unit: CampaignUnit) -> str:
    """Until when the unit may answer the opinion, or what it answered."""
    campaign = unit.listed.campaign
    told, plea = campaign.opinions.get(unit.there.unit), campaign.pleas.get(unit.there.unit)
    if told is None:
        return ""
    if plea is not None:
        return "没有意见" if plea.outcome is UnitPlea.WAIVED else "提出了申辩"
    return f"申辩到 {told.plead_by}"


def kind_word(kind: str) -> str:
    """What a kind of unit is called; that the register has it not, for none."""
    return label(SchoolKind(kind)) if kind else "名册里没有"


def last_visit(unit: CampaignUnit) -> str:
    """The day of the last visit; empty without one."""
    return unit.there.visits[-1].visit_on if unit.there.visits else ""


def visit_path(unit: CampaignUnit) -> str:
    """Where the last visit is; empty without one."""
    return f"/visits/{unit.there.visits[-1].visit}" if unit.there.visits else ""


CAMPAIGN_COLUMNS: tuple[Column[ListedCampaign], ...] = (
    Column(
        "专项",
        lambda each: each.campaign.plan.title,
        lambda each: campaign_path(each.campaign.campaign),
    ),
    Column("来源", lambda each: label(each.campaign.plan.source), is_on_phones=False),
    Column("开始日期", lambda each: each.campaign.plan.from_on, is_on_phones=False),
    Column("结束日期", lambda each: each.campaign.plan.to_on),
    counted("小组", lambda each: len(each.campaign.plan.teams)),
    counted("对象单位", lambda each: len(each.coverage.units), units_path),
    counted("已督导", lambda each: len(each.coverage.covered)),
    counted(
        "未督导",
        lambda each: len(each.coverage.uncovered),
        lambda each: units_path(each, UnitResult.OPEN.value),
    ),
    counted("校次", lambda each: each.coverage.visits),
    Column("状态", chips=campaign_chips),
)

UNIT_COLUMNS: tuple[Column[CampaignUnit], ...] = (
    Column("单位", lambda each: each.name, lambda each: f"/schools/{quote(each.there.unit)}"),
    Column("乡镇（街道）", lambda each: each.town, is_on_phones=False),
    Column("类型", lambda each: kind_word(each.kind), is_on_phones=False),
    Column("督导小组", lambda each: each.team, is_on_phones=False),
    Column("督导日期", last_visit, visit_path),
    counted("督导次", lambda each: len(each.there.visits)),
    counted("问题条", lambda each: each.there.findings),
    Column("结论", chips=result_chips),
    Column("自查", self_check, is_on_phones=False),
    Column("自查与督导", compared, is_on_phones=False),
    Column("初步意见", opinion, is_on_phones=False),
)
"""The board of a campaign: each unit by its town (3-05)."""
