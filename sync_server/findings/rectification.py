"""How the findings of one visit's page stand: who looked again, and what this visit looked at."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.follow_up import Conclusion, FollowUp
from domain.visit.deadline import days_for
from domain.visit.visit import Visit
from sync_server.data import rectification as rows
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.tables import FindingRow

REQUIREMENT = "请对照上述问题逐项整改、举一反三，并在期限前把整改情况书面报责任督学。"


@dataclass(frozen=True, slots=True)
class Look:
    """A later visit that looked again at a finding; ``after`` are its photos of it."""

    visit: str
    looked_on: str
    by_name: str
    conclusion: Conclusion
    text: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """An earlier finding that this visit looked at: what it was, and the photos to compare."""

    follow_up: FollowUp
    finding: FindingRow | None
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RectificationView:
    """Both directions, by finding id and in the order they were recorded."""

    looks: dict[str, tuple[Look, ...]]
    followed_up: tuple[FollowedUp, ...]


def rectification_view(database: Database, visit: Visit) -> RectificationView:
    """What is known of the visit's own findings, and of those it followed up."""
    looks: dict[str, list[Look]] = {}
    with database.session() as session:
        for look, row, name in rows.looks_at(session, visit.visit_id):
            after = rows.photos_of_finding(session, row.visit, look.finding_id)
            conclusion = Conclusion(look.conclusion)
            found = Look(row.visit, look.followed_up_on, name, conclusion, look.text, tuple(after))
            looks.setdefault(look.finding_id, []).append(found)
        followed_up = [
            FollowedUp(
                each,
                rows.finding(session, each.finding_visit, each.finding_id, visit.district),
                tuple(rows.photos_of_finding(session, each.finding_visit, each.finding_id)),
                tuple(rows.photos_of_finding(session, visit.visit_id, each.finding_id)),
            )
            for each in visit.follow_ups.values()
        ]
    return RectificationView(
        {finding: tuple(each) for finding, each in looks.items()}, tuple(followed_up)
    )


@dataclass(frozen=True, slots=True)
class NoticeProposal:
    """What the form of a notice is filled with before somebody writes into it."""

    number: str
    today: str
    due_on: str
    requirement: str = REQUIREMENT


def notice_proposal(
    database: Database, visit: Visit, district_name: str, today: date
) -> NoticeProposal:
    """A notice for the visit's findings: the year's next 文号, and the days the rules propose.

    The day is the earliest the inspector proposed that is still to come, else that of the worst
    finding.
    """
    with database.session() as session:
        so_far = rows.notices_of_year(session, visit.district, today.year)
        row = register.district(session, visit.district)
    rules = DistrictSet.model_validate_json(row.rules).rectify_days if row else RectifyDays()
    days = [
        days_for(rules, each.severity, is_hazard=each.is_hazard) for each in visit.findings.values()
    ]
    proposed = [each.due_on for each in visit.findings.values() if each.due_on]
    coming = [day for day in proposed if day >= today.isoformat()]
    ruled = (today + timedelta(days=min(days, default=0))).isoformat()
    number = f"{district_name[:1]}教督整〔{today.year}〕{so_far + 1}号"
    return NoticeProposal(number, today.isoformat(), min(coming, default=ruled))
