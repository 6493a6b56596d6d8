"""What is wrong with a campaign's plan, or with what somebody wants to say of it, and where.

What passes here counts in the fold, as far as nobody is faster; the fold alone decides.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.campaigns.coverage import Coverage
from domain.kinds.campaign.campaign import Campaign, missing_before, without_receipt
from domain.kinds.campaign.course import CampaignStage, CampaignState, UnitPlea
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam

LEAST_IN_TEAM = 3
"""So many inspectors a team has at least (《教育督导条例》 article 16)."""


class CampaignFault(NamedTuple):
    """What is wrong: with which field, and what to do."""

    field: str
    words: str


Faults = Iterator[CampaignFault]


@dataclass(frozen=True, slots=True)
class KnownThings:
    """What the register says of those whom a plan names.

    ``inspectors`` are the accounts that count towards the three of a team, ``avoided`` whom a
    relation to which unit is declared of (回避); ``person`` and ``unit`` say what they are called.
    """

    inspectors: Collection[str]
    avoided: Collection[tuple[str, str]]
    person: Callable[[str], str] = str
    unit: Callable[[str], str] = str


def plan_fault(plan: CampaignSet, known: KnownThings) -> CampaignFault | None:
    """What is wrong with a plan, or None; a draft may still be without teams or units."""
    return next(_of_plan(plan, known), None)


def approval_fault(plan: CampaignSet, known: KnownThings) -> CampaignFault | None:
    """Why a plan cannot be carried out yet, or None."""
    return next(_of_approval(plan, known), None)


def _of_plan(plan: CampaignSet, known: KnownThings) -> Faults:
    if plan.to_on < plan.from_on:
        yield CampaignFault("to_on", "结束日期不能早于开始日期。")
    if CampaignStage.FIELD not in plan.stages:
        yield CampaignFault("stages", "专项要有“实地督导”这个环节。")
    if plan.self_check_due is not None and CampaignStage.SELF_CHECK not in plan.stages:
        yield CampaignFault("self_check_due", "环节里没有“自查”，请先选上，或不填这个日期。")
    if plan.self_check_due is not None and plan.self_check_due > plan.to_on:
        yield CampaignFault("self_check_due", "自查报告的截止日期不能晚于专项结束日期。")
    placed: dict[str, str] = {}
    for team in plan.teams:
        yield from _of_team(team, known)
        for unit in team.units:
            if unit in placed:
                words = f"{known.unit(unit)}同时分给了{placed[unit]}和{team.name}，请只留一个。"
                yield CampaignFault("units", words)
            placed[unit] = team.name
    if twice := next((unit for unit in plan.units if unit in placed), None):
        yield CampaignFault("units", f"{known.unit(twice)}已经分给{placed[twice]}。")


def _of_team(team: CampaignTeam, known: KnownThings) -> Faults:
    inspectors = [each for each in team.people if each in known.inspectors]
    if team.leader not in known.inspectors:
        yield CampaignFault("leader", f"{team.name}的组长要由督学担任。")
    if len(inspectors) < LEAST_IN_TEAM:
        words = f"{team.name}只有 {len(inspectors)} 名督学，条例要求不少于 {LEAST_IN_TEAM} 名。"
        yield CampaignFault("members", words)
    for account in team.people:
        for unit in team.units:
            if (account, unit) in known.avoided:
                words = f"{known.person(account)}对{known.unit(unit)}要回避，请换一个组。"
                yield CampaignFault("units", words)


def _of_approval(plan: CampaignSet, known: KnownThings) -> Faults:
    yield from _of_plan(plan, known)
    if not plan.all_units:
        yield CampaignFault("units", "还没有对象单位，请先选好再批准。")
    if idle := next((each for each in plan.teams if not each.units), None):
        yield CampaignFault("units", f"{idle.name}还没有分到单位。")
    if plan.teams and plan.units:
        words = f"还有 {len(plan.units)} 个单位没有分到督导小组，请先分好。"
        yield CampaignFault("units", words)


def day_fault(field: str, day: str, today: str, since: str = "") -> CampaignFault | None:
    """What is wrong with the day on which something was done, or None."""
    if day > today:
        return CampaignFault(field, "日期还没有到，请填实际办理的日期。")
    if since and day < since:
        return CampaignFault(field, f"不能早于前一步的日期 {since}。")
    return None


def stage_fault(campaign: Campaign, stage: CampaignStage) -> CampaignFault | None:
    """Why the stage cannot be done yet, or None; the words tell what is missing before it."""
    if stage not in campaign.plan.stages:
        return CampaignFault("stage", "方案里没有这个环节。")
    is_field = stage is CampaignStage.FIELD
    missing = missing_before(campaign, stage)
    if is_field and campaign.state is CampaignState.APPROVED:
        return CampaignFault("stage", "实地督导还没有开始。")
    if missing and not (is_field and campaign.begun):
        return CampaignFault("stage", "前面的环节还没有完成，请按顺序登记。")
    return None


def beginning_fault(campaign: Campaign, *, is_early: bool, reason: str) -> CampaignFault | None:
    """Why the teams may not go yet, or None: what is missing, unless it is early for a reason."""
    missing = missing_before(campaign, CampaignStage.FIELD)
    unread = without_receipt(campaign)
    if not (missing or unread):
        return None
    if not is_early:
        stages = f"还有 {len(missing)} 个环节没有完成" if missing else ""
        receipts = f"还有 {len(unread)} 人没有签收" if unread else ""
        words = "，".join(filter(None, (stages, receipts)))
        return CampaignFault("is_early", f"{words}，不能开始；确需提前的请勾选并写明原因。")
    return None if reason.strip() else CampaignFault("reason", "提前开始的请写明原因。")


def plea_fault(campaign: Campaign, unit: str, today: str) -> CampaignFault | None:
    """Why the unit cannot answer its opinion by itself on this local day, or None."""
    opinion = campaign.opinions.get(unit)
    if opinion is None:
        return CampaignFault("outcome", "督导室还没有反馈初步意见，不用填写。")
    if today > opinion.plead_by:
        words = f"申辩期到 {opinion.plead_by}，已经过了；还有意见请直接联系督导室。"
        return CampaignFault("outcome", words)
    return None


def opinion_fault(campaign: Campaign, told_on: str, plead_by: str) -> CampaignFault | None:
    """What is wrong with the days of a preliminary opinion, or None."""
    least = date.fromisoformat(told_on) + timedelta(days=campaign.plan.plea_days)
    if plead_by < least.isoformat():
        days = campaign.plan.plea_days
        return CampaignFault("plead_by", f"申辩时间不少于 {days} 天，最早到 {least}。")
    return None


def letter_fault(campaign: Campaign, day: str) -> CampaignFault | None:
    """Why the opinion letters (督导意见书) cannot be sent on this day, or None.

    Each unit that was told an opinion has had its days to answer, or has nothing to say.
    """
    if not campaign.opinions:
        return CampaignFault("stage", "还没有向单位反馈初步意见，不能发督导意见书。")
    waived = {unit for unit, plea in campaign.pleas.items() if plea.outcome is UnitPlea.WAIVED}
    open_until = [each.plead_by for unit, each in campaign.opinions.items() if unit not in waived]
    last = max(open_until, default="")
    if day <= last:
        return CampaignFault("done_on", f"申辩期到 {last}，过了才能发督导意见书。")
    return None


def unit_letter_fault(campaign: Campaign, unit: str, day: str) -> CampaignFault | None:
    """Why the opinion letter (督导意见书) of one unit cannot be written on this day, or None.

    It was told an opinion, and has had its days to answer or has nothing to say; a letter of a
    campaign that was taken back is none.
    """
    if campaign.withdrawal is not None:
        return CampaignFault("campaign", "专项已经撤销。")
    if unit not in campaign.plan.all_units:
        return CampaignFault("campaign", "专项的方案里没有这个单位。")
    told, plea = campaign.opinions.get(unit), campaign.pleas.get(unit)
    if told is None:
        return CampaignFault("campaign", "还没有向这个单位反馈初步意见。")
    is_waived = plea is not None and plea.outcome is UnitPlea.WAIVED
    if day <= told.plead_by and not is_waived:
        words = f"这个单位的申辩期到 {told.plead_by}，过了才能发督导意见书。"
        return CampaignFault("campaign", words)
    return None


def rectification_fault(
    stage: CampaignStage, unsettled: int, text: str, *, is_skipped: bool
) -> CampaignFault | None:
    """Why a stage of putting right cannot be noted done, or None: nothing is open, or a reason."""
    is_of_it = stage in (CampaignStage.RECTIFICATION, CampaignStage.RECHECK)
    if not is_of_it or is_skipped or not unsettled or text.strip():
        return None
    return CampaignFault("text", f"还有 {unsettled} 条问题没有整改到位，要登记完成请写明原因。")


def closing_fault(coverage: Coverage, reasons: Mapping[str, str]) -> CampaignFault | None:
    """Why a campaign cannot be closed yet, or None: every unit was covered, or has its reason."""
    without = [each for each in coverage.uncovered if not reasons.get(each, "").strip()]
    if not without:
        return None
    words = f"还有 {len(without)} 个单位没有督导，也没有写原因，不能办结。"
    return CampaignFault("reasons", words)
