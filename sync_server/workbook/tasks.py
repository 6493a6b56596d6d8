"""The parts of a workbook about what is to be done: findings, campaigns, papers."""

from collections.abc import Iterable, Sequence

from domain.kinds.office.campaign import CampaignSet
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.rectification import Rectification
from domain.wire.workbook import (
    WorkbookCampaign,
    WorkbookFinding,
    WorkbookFollowUp,
    WorkbookNotice,
    WorkbookPolicy,
    WorkbookReply,
)
from sync_server.data.tables import FindingRow, NoticeRow
from sync_server.data.workbook_tasks import LastLook, Paper, Tasks


def findings(tasks: Tasks, since: str) -> Iterable[WorkbookFinding]:
    """The open findings, and those raised since a local day, which may have come back."""
    for row in tasks.findings:
        found = _finding(row, tasks)
        if found.is_open or row.raised_on >= since:
            yield found


def campaigns(tasks: Tasks, account: str, mine: Sequence[str]) -> Iterable[WorkbookCampaign]:
    """The campaigns in which the account is to visit at least one school.

    Whoever a campaign names goes to all its schools; where it names nobody, each inspector to
    the schools they are responsible for.
    """
    for row in tasks.campaigns:
        body = CampaignSet.model_validate_json(row.facts)
        if body.inspectors:
            schools = body.schools if account in body.inspectors else ()
        else:
            schools = tuple(school for school in body.schools if school in mine)
        if schools:
            visited = tasks.visited.get(body.campaign_id, frozenset())
            facts = body.model_dump(exclude={"schools", "inspectors", "is_active"})
            yield WorkbookCampaign(
                **facts,
                schools=schools,
                visited=tuple(school for school in schools if school in visited),
            )


def policies(tasks: Tasks) -> Iterable[WorkbookPolicy]:
    """The papers, part by part; one counts as read when it was read as it now stands."""
    by_id: dict[str, list[Paper]] = {}
    for paper in tasks.papers:
        by_id.setdefault(paper.facts.policy_id, []).append(paper)
    for policy_id, parts in by_id.items():
        is_read = tasks.read.get(policy_id) == ",".join(part.sha256 for part in parts)
        for part in parts:
            yield WorkbookPolicy(
                **part.facts.model_dump(exclude={"sections", "is_active"}),
                sha256=part.sha256,
                size_bytes=part.size_bytes,
                is_read=is_read,
            )


def _finding(row: FindingRow, tasks: Tasks) -> WorkbookFinding:
    key = (row.visit, row.finding_id)
    look = tasks.last_looks.get(key)
    return WorkbookFinding(
        finding_id=row.finding_id,
        visit=row.visit,
        school_id=row.school_id,
        category=Category(row.category),
        severity=Severity(row.severity),
        is_hazard=row.is_hazard,
        text=row.text,
        raised_on=row.raised_on,
        due_on=row.due_on,
        is_fixed_on_spot=row.is_fixed_on_spot,
        place=row.place,
        suggestion=row.suggestion,
        responsible=row.responsible,
        recurs=row.recurs,
        photos=tasks.photos.get(key, ()),
        notice=_notice(tasks.notices.get(key, ())),
        reply=_reply(row.reply),
        follow_up=_follow_up(look),
    )


def _notice(rows: Sequence[NoticeRow]) -> WorkbookNotice | None:
    """The newest notice about a finding that was not withdrawn."""
    if not rows:
        return None
    newest = rows[-1]
    return WorkbookNotice(
        number=newest.number,
        issued_on=newest.issued_on,
        due_on=newest.due_on,
        requirement=newest.requirement,
    )


def _reply(text: str | None) -> WorkbookReply | None:
    if text is None:
        return None
    reply = Rectification.model_validate_json(text)
    return WorkbookReply(
        reported_on=reply.reported_on,
        is_done=reply.is_done,
        measures=reply.measures,
        responsible=reply.responsible,
    )


def _follow_up(look: LastLook | None) -> WorkbookFollowUp | None:
    if look is None:
        return None
    return WorkbookFollowUp(
        followed_up_on=look.row.followed_up_on,
        conclusion=Conclusion(look.row.conclusion),
        by_name=look.by_name,
        text=look.row.text,
    )
