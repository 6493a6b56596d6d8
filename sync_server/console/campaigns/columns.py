"""What pages say of campaigns and of their units, wherever they are listed."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from domain.campaigns.coverage import UnitResult
from domain.kinds.campaign.course import CampaignState
from domain.kinds.paper.builder import PaperState
from domain.register.school_kind import SchoolKind
from domain.words.values import label
from sync_server.campaigns.desk import CampaignUnit, ListedCampaign
from sync_server.campaigns.made import UnitVisit
from sync_server.campaigns.unit_words import (
    compared,
    last_visit,
    letter,
    opinion,
    opinion_on,
    plea,
    plead_by,
    rectified,
    self_check,
    self_checked_on,
)
from sync_server.console.kinds.column import Chip, Column, counted, summed
from sync_server.console.papers.columns import LOOKS as PAPER_LOOKS

SECTION, HOME, UNITS = "campaigns", "/campaigns", "/campaigns/units"
DRAWN = "/campaigns/drawn"
VISITS, PHOTOS = "/campaigns/visits", "/campaigns/photos"
FINDINGS, UNSETTLED = "/findings", "open"
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


def unit_path(campaign: str, unit: str) -> str:
    """Where one of its units is, with what came of the campaign there."""
    return f"{campaign_path(campaign)}/at/{quote(unit)}"


def draw_path(campaign: str) -> str:
    """Where its draws (双随机) are."""
    return f"{campaign_path(campaign)}/draw"


def drawn_path(campaign: str) -> str:
    """Where the list of the units that it was drawn from is."""
    return f"{DRAWN}?campaign={campaign}"


def units_path(listed: ListedCampaign, result: str = "") -> str:
    """Where the list of its units is, of one result where it says which."""
    return f"{UNITS}?campaign={listed.campaign.campaign}" + (f"&result={result}" if result else "")


def visits_path(listed: ListedCampaign) -> str:
    """Where the list of its visits is: as many as it has 校次."""
    return f"{VISITS}?campaign={listed.campaign.campaign}"


def findings_path(listed: ListedCampaign, unit: str = "", state: str = "") -> str:
    """Where the list of what it found is: at a unit, or in a state, where it says so."""
    asked = {"state": state, "campaign": listed.campaign.campaign, "unit": unit}
    return f"{FINDINGS}?{urlencode({name: each for name, each in asked.items() if each})}"


def papers_path(listed: ListedCampaign) -> str:
    """Where the papers that come from it are."""
    return f"/papers?campaign={listed.campaign.campaign}"


def photos_path(listed: ListedCampaign) -> str:
    """Where its photos are."""
    return f"{PHOTOS}?campaign={listed.campaign.campaign}"


def campaign_chips(listed: ListedCampaign) -> Sequence[Chip]:
    """How a campaign stands."""
    state = listed.campaign.state
    late = [Chip("过期未办结", "chip-grave")] if listed.is_late else []
    return [Chip(label(state), STATE_LOOKS.get(state, "")), *late]


def result_chips(unit: CampaignUnit) -> Sequence[Chip]:
    """What came of it at a unit."""
    result = unit.there.result
    return [Chip(label(result), RESULT_LOOKS[result])]


def path_at(unit: CampaignUnit) -> str:
    """Where the unit's page within the campaign is."""
    return unit_path(unit.listed.campaign.campaign, unit.there.unit)


def unit_findings_path(unit: CampaignUnit) -> str:
    """Where the list of the findings there is; empty without any."""
    return findings_path(unit.listed, unit.there.unit) if unit.there.findings else ""


def letter_path(unit: CampaignUnit) -> str:
    """Where its opinion letter is; empty without one."""
    return f"/papers/{unit.letter.paper}" if unit.letter else ""


def letter_chips(unit: CampaignUnit) -> Sequence[Chip]:
    """Where the letter stands."""
    state = PaperState(unit.letter.state) if unit.letter else None
    return [Chip(label(state), PAPER_LOOKS.get(state, ""))] if state else ()


def _letters(units: Sequence[CampaignUnit]) -> str:
    return f"{sum(each.letter is not None for each in units)}/{len(units)}"


def _results(units: Sequence[CampaignUnit]) -> str:
    """How many units came to what."""
    found = Counter(each.there.result for each in units)
    return "，".join(f"{label(each)} {found[each]}" for each in UnitResult)


def _rectified(units: Sequence[CampaignUnit]) -> str:
    settled, findings = (sum(getattr(each.there, n) for each in units) for n in _SETTLED)
    return f"{settled}/{findings}"


_SETTLED = ("settled", "findings")


def kind_word(kind: str) -> str:
    """What a kind of unit is called; that the register has it not, for none."""
    return label(SchoolKind(kind)) if kind else "名册里没有"


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
    counted("校次", lambda each: each.coverage.visits, visits_path),
    counted("问题条", lambda each: each.coverage.findings, findings_path),
    Column("状态", chips=campaign_chips),
)

UNIT_COLUMNS: tuple[Column[CampaignUnit], ...] = (
    Column(
        "单位",
        lambda each: each.name,
        path_at,
        total=lambda rows: f"合计 {len(rows)} 个",
    ),
    Column("乡镇（街道）", lambda each: each.town, is_on_phones=False),
    Column("类型", lambda each: kind_word(each.kind), is_on_phones=False),
    Column("督导小组", lambda each: each.team, is_on_phones=False),
    Column("督导日期", last_visit, visit_path),
    summed("督导次", lambda each: len(each.there.visits)),
    summed("问题条", lambda each: each.there.findings, unit_findings_path),
    Column("结论", chips=result_chips, total=_results),
    Column("已整改", rectified, is_on_phones=False, total=_rectified),
    Column("自查", self_check, is_on_phones=False),
    Column("自查报送日期", self_checked_on, is_shown=False),
    Column("自查截止", lambda each: each.listed.campaign.plan.self_check_due or "", is_shown=False),
    Column("自查与督导", compared, is_on_phones=False),
    Column("初步意见", opinion, is_on_phones=False),
    Column("意见书", letter, letter_path, chips=letter_chips, is_on_phones=False, total=_letters),
    Column("反馈日期", opinion_on, is_shown=False),
    Column("申辩截止", plead_by, is_shown=False),
    Column("申辩内容", plea, is_shown=False),
)
"""The board of a campaign: each unit by its town (3-05)."""

VISIT_COLUMNS: tuple[Column[UnitVisit], ...] = (
    Column(
        "单位",
        lambda each: each.unit,
        lambda each: f"/schools/{quote(each.made.unit)}",
        leads_aside=True,
        total=lambda rows: f"合计 {len(rows)} 校次",
    ),
    Column("督导日期", lambda each: each.made.visit_on, lambda each: f"/visits/{each.made.visit}"),
    Column(
        "专项",
        lambda each: each.listed.campaign.plan.title,
        lambda each: campaign_path(each.listed.campaign.campaign),
        is_on_phones=False,
        leads_aside=True,
    ),
    Column("乡镇（街道）", lambda each: each.town, is_on_phones=False),
    Column("督导小组", lambda each: each.team),
    Column("督学", lambda each: each.leader),
    summed("问题条", lambda each: each.made.findings),
    Column("结论", chips=lambda each: [Chip(label(each.result), RESULT_LOOKS[each.result])]),
)
"""A campaign's visits, each once at every unit where it was (校次)."""
