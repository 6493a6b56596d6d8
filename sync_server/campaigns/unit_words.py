"""What pages, files and the report say of a campaign at one of its units."""

from domain.campaigns.coverage import UnitResult
from domain.campaigns.self_checks import SelfCheckState
from domain.kinds.campaign.course import UnitPlea
from domain.words.values import label
from sync_server.campaigns.desk import CampaignUnit


def self_check(unit: CampaignUnit) -> str:
    """What the unit found on itself, or that it has not reported."""
    found, state = unit.listed.campaign.self_checks.get(unit.there.unit), unit.self_check
    if found is None:
        return "" if state is SelfCheckState.UNASKED else label(state)
    late = "（逾期报送）" if state is SelfCheckState.LATE else ""
    return f"自查有问题{late}" if found.has_problems else f"自查无问题{late}"


def self_checked_on(unit: CampaignUnit) -> str:
    """When the unit reported what it found on itself; empty where it did not."""
    found = unit.listed.campaign.self_checks.get(unit.there.unit)
    return found.said_on if found else ""


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


def opinion_on(unit: CampaignUnit) -> str:
    """When the unit was told an opinion first; empty where it was not."""
    told = unit.listed.campaign.opinions.get(unit.there.unit)
    return told.said_on if told else ""


def plead_by(unit: CampaignUnit) -> str:
    """Until when it may answer; empty where it was told nothing."""
    told = unit.listed.campaign.opinions.get(unit.there.unit)
    return told.plead_by if told else ""


def plea(unit: CampaignUnit) -> str:
    """What it answered; empty where it did not."""
    found = unit.listed.campaign.pleas.get(unit.there.unit)
    return found.text if found else ""


def rectified(unit: CampaignUnit) -> str:
    """How many of the findings there are settled; empty where there are none."""
    there = unit.there
    return f"{there.settled}/{there.findings}" if there.findings else ""


def letter(unit: CampaignUnit) -> str:
    """Its opinion letter: the number, or that it has none yet; empty where there is no letter."""
    return (unit.letter.number or "还没有文号") if unit.letter else ""


def last_visit(unit: CampaignUnit) -> str:
    """The day of the last visit; empty without one."""
    return unit.there.visits[-1].visit_on if unit.there.visits else ""
