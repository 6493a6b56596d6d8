"""The parts of a workbook about what is to be done: findings, campaigns, papers."""

from collections.abc import Iterator, Sequence

from domain.clock import local_date, parse_instant
from domain.findings.course import Course
from domain.findings.state import UNKNOWN_MOMENT, moment_on
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.course import CampaignStage
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.finding.closing import End
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.wire.workbook import (
    WorkbookCampaign,
    WorkbookExtension,
    WorkbookFinding,
    WorkbookFollowUp,
    WorkbookMeasure,
    WorkbookNotice,
    WorkbookPolicy,
    WorkbookReply,
    WorkbookSelfCheck,
)
from domain.wire.workbook_parts import CampaignsPart, FindingsPart, PapersPart
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.workbook.tasks import Campaigns, Findings, Paper, Papers, TableRow

READ_THERE = 1000
"""So many characters of a self-check a phone is told."""


def findings(found: Findings, since: str) -> FindingsPart:
    """The open findings, and those raised since a local day, which may have come back."""
    told = (_finding(row, found) for row in found.rows)
    return FindingsPart(
        findings=tuple(each for each in told if each.state.is_open or each.raised_on >= since)
    )


def campaigns(found: Campaigns, account: str, mine: Sequence[str]) -> CampaignsPart:
    """The campaigns in which the account has a part: those of its team, and where no team goes,
    those at schools that the account is responsible for."""
    told = []
    for folded in found.folded:
        campaign = Campaign.model_validate_json(folded)
        plan = campaign.plan
        team = next((each for each in plan.teams if account in each.people), None)
        alone = [school for school in plan.units if school in mine]
        schools = tuple(dict.fromkeys((*(team.units if team else ()), *alone)))
        if schools or team:
            visited = found.visited.get(plan.campaign_id, set())
            there = tuple(school for school in schools if school in visited)
            told.append(_campaign(campaign, account, team, schools, there))
    return CampaignsPart(campaigns=tuple(told))


def _campaign(
    campaign: Campaign,
    account: str,
    team: CampaignTeam | None,
    schools: tuple[str, ...],
    visited: tuple[str, ...],
) -> WorkbookCampaign:
    plan = campaign.plan
    receipt = campaign.receipts.get(account)
    return WorkbookCampaign(
        campaign_id=plan.campaign_id,
        campaign=campaign.campaign,
        edition=campaign.edition,
        tip=campaign.tip,
        title=plan.title,
        brief=plan.content,
        scope=plan.scope,
        demands=plan.demands,
        reporting=plan.reporting,
        visit_type=plan.visit_type,
        from_on=plan.from_on,
        to_on=plan.to_on,
        theme_id=plan.theme_id,
        checklist_id=plan.checklist_id,
        team=team.name if team else "",
        people=team.people if team else (),
        schools=schools,
        visited=visited,
        asks_self_checks=CampaignStage.SELF_CHECK in plan.stages,
        self_checks=tuple(_self_checks(campaign, schools)),
        state=campaign.state,
        is_received=receipt is not None and receipt.edition == campaign.edition,
    )


def _self_checks(campaign: Campaign, schools: Sequence[str]) -> Iterator[WorkbookSelfCheck]:
    """What these schools reported, as much as is read standing in a schoolyard."""
    for school in schools:
        if report := campaign.self_checks.get(school):
            text = report.text
            yield WorkbookSelfCheck(
                school_id=school,
                has_problems=report.has_problems,
                reported_on=report.said_on,
                text=text if len(text) <= READ_THERE else f"{text[: READ_THERE - 1]}…",
            )


def papers(found: Papers) -> PapersPart:
    """The papers, part by part; one counts as read when it was read as it now stands."""
    by_id: dict[str, list[Paper]] = {}
    for paper in found.parts:
        by_id.setdefault(paper.facts.policy_id, []).append(paper)
    told = []
    for parts in by_id.values():
        is_read = found.is_read(parts)
        told += [_policy(part, is_read=is_read) for part in parts]
    return PapersPart(policies=tuple(told))


def _policy(part: Paper, *, is_read: bool) -> WorkbookPolicy:
    return WorkbookPolicy(
        **part.facts.model_dump(
            exclude={"sections", "files", "is_active", "closed_on", "asks_again"}
        ),
        sha256=part.sha256,
        size_bytes=part.size_bytes,
        is_read=is_read,
    )


def _finding(row: TableRow, found: Findings) -> WorkbookFinding:
    key = (row.visit, row.finding_id)
    course = Course.model_validate_json(row.folded) if row.folded else None
    feedback = course.feedback if course else None
    ending = course.ending if course else None
    return WorkbookFinding(
        finding_id=row.finding_id,
        subject=row.subject,
        visit=row.visit,
        school_id=row.school_id,
        category=Category(row.category),
        severity=Severity(row.severity),
        is_hazard=row.is_hazard,
        text=row.text,
        raised_on=row.raised_on,
        due_on=row.due_on,
        deadline=None if row.deadline == NO_DEADLINE else row.deadline,
        is_fixed_on_spot=row.is_fixed_on_spot,
        is_pictured_after=row.is_pictured_after,
        is_seen=row.is_hazard and not row.is_unseen,
        place=row.place,
        suggestion=row.suggestion,
        responsible=row.responsible,
        recurs=row.recurs,
        photos=tuple(found.photos.get(key, ())),
        fed_back_on=row.told_on or (feedback.fed_back_on if feedback else None),
        notice=_notice(found.notices.get(key)),
        measure=_measure(course),
        extension=_extension(course),
        reply=_reply(course),
        follow_up=_follow_up(found.last_looks.get(key)),
        end=End(ending.end) if ending else None,
        ended_on=ending.ended_on if ending else None,
    )


def _notice(row: TableRow | None) -> WorkbookNotice | None:
    if row is None:
        return None
    return WorkbookNotice(
        paper_kind=PaperKind(row.paper_kind),
        number=row.number,
        issued_on=row.issued_on,
        due_on=row.due_on,
        requirement=row.requirement,
    )


def _measure(course: Course | None) -> WorkbookMeasure | None:
    if course is None or course.measure is None:
        return None
    measure = course.measure
    return WorkbookMeasure(
        due_on=measure.due_on,
        text=measure.text,
        responsible=measure.responsible,
        set_on=local_date(parse_instant(measure.stamp.at)).isoformat(),
    )


def _extension(course: Course | None) -> WorkbookExtension | None:
    if course is None or course.extension is None:
        return None
    return WorkbookExtension(decided_on=course.extension.decided_on, until=course.extension.until)


def _reply(course: Course | None) -> WorkbookReply | None:
    if course is None or course.reply is None:
        return None
    reply = course.reply
    return WorkbookReply(
        replied_on=reply.replied_on,
        replied_at=moment_on(reply.replied_on, reply.stamp.at),
        is_done=reply.is_done,
        text=reply.text,
        responsible=reply.responsible,
    )


def _follow_up(look: TableRow | None) -> WorkbookFollowUp | None:
    if look is None:
        return None
    return WorkbookFollowUp(
        followed_up_on=look.followed_up_on,
        followed_up_at=None if look.followed_up_at == UNKNOWN_MOMENT else look.followed_up_at,
        conclusion=Conclusion(look.conclusion),
        by_name=look.name or look.account,
        text=look.text,
    )
