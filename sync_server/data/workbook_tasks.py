"""What a workbook tells of findings to look at again, of campaigns, and of papers to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from domain.kinds.office.policy import PolicySet
from sync_server.data.papers.notices import notices_about
from sync_server.data.tables import (
    CampaignRow,
    FindingRow,
    FollowUpRow,
    NoticeRow,
    PersonRow,
    PhotoFileRow,
    PolicyReadRow,
    PolicyRow,
    VisitPhotoRow,
    VisitRow,
)

FindingKey = tuple[str, str]
"""A finding's visit and id."""


@dataclass(frozen=True, slots=True)
class LastLook:
    """The newest follow-up of a finding, with the name of whoever made it."""

    row: FollowUpRow
    by_name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One part of a paper without its text; ``facts`` is the entry's body without sections."""

    facts: PolicySet
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """The rows these parts of a workbook are made from."""

    findings: Sequence[FindingRow]
    notices: dict[FindingKey, tuple[NoticeRow, ...]] = field(default_factory=dict)
    last_looks: dict[FindingKey, LastLook] = field(default_factory=dict)
    photos: dict[FindingKey, tuple[str, ...]] = field(default_factory=dict)
    campaigns: Sequence[CampaignRow] = ()
    visited: dict[str, frozenset[str]] = field(default_factory=dict)
    papers: Sequence[Paper] = ()
    read: dict[str, str] = field(default_factory=dict)


def tasks(
    session: Session, district: str, account: str, schools: Sequence[str], days: tuple[str, str]
) -> Tasks:
    """The tasks of an account that is responsible for these schools.

    ``days`` are the first on which a campaign may be over and the last on which it may begin,
    for it to be told.
    """
    running = campaigns(session, district, days)
    findings = _findings(session, district, schools)
    return Tasks(
        findings=findings,
        notices=notices_about(session, {each.visit for each in findings}),
        last_looks=_last_looks(session, district, schools),
        photos=_photos(session, district, schools),
        campaigns=running,
        visited=_visited(session, [each.campaign_id for each in running], district),
        papers=_papers(session, district),
        read=_read(session, district, account),
    )


def campaigns(session: Session, district: str, days: tuple[str, str]) -> list[CampaignRow]:
    """The campaigns that run in these days, the one that ends first before the others."""
    over_after, begun_by = days
    rows = session.exec(
        select(CampaignRow)
        .where(
            CampaignRow.district == district,
            col(CampaignRow.is_active).is_(True),
            CampaignRow.to_on >= over_after,
            CampaignRow.from_on <= begun_by,
        )
        .order_by(CampaignRow.to_on, CampaignRow.campaign_id)
    )
    return list(rows)


def finding_photos_received(session: Session, district: str, schools: Sequence[str]) -> int:
    """How many photos of findings at these schools are complete."""
    wanted = (
        select(func.count())
        .select_from(VisitPhotoRow)
        .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
        .join(PhotoFileRow, col(PhotoFileRow.sha256) == VisitPhotoRow.sha256)
        .where(*_shown_at(district, schools))
    )
    return session.exec(wanted).one()


def shows_finding_at(
    session: Session, sha256: str, visit: str, district: str, schools: Sequence[str]
) -> bool:
    """Whether the photo is evidence, on this visit, of a finding at one of these schools."""
    wanted = (
        select(VisitPhotoRow.entry)
        .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
        .where(VisitPhotoRow.sha256 == sha256, VisitPhotoRow.visit == visit)
        .where(*_shown_at(district, schools))
    )
    return session.exec(wanted).first() is not None


def _findings(session: Session, district: str, schools: Sequence[str]) -> list[FindingRow]:
    """The findings of counted visits to these schools, newest first."""
    rows = session.exec(
        select(FindingRow)
        .join(VisitRow, col(VisitRow.visit) == FindingRow.visit)
        .where(
            FindingRow.district == district,
            col(FindingRow.school_id).in_(schools),
            col(VisitRow.is_counted).is_(True),
        )
        .order_by(
            col(FindingRow.raised_on).desc(), col(FindingRow.visit), col(FindingRow.finding_id)
        )
    )
    return list(rows)


def _last_looks(
    session: Session, district: str, schools: Sequence[str]
) -> dict[FindingKey, LastLook]:
    """The newest look at each finding on a counted visit, by day and then by the log."""
    found = select(FindingRow.visit).where(
        FindingRow.district == district, col(FindingRow.school_id).in_(schools)
    )
    rows = session.exec(
        select(FollowUpRow, PersonRow.name)
        .join(VisitRow, col(VisitRow.visit) == FollowUpRow.visit)
        .outerjoin(PersonRow, col(PersonRow.account) == FollowUpRow.account)
        .where(
            FollowUpRow.district == district,
            col(FollowUpRow.finding_visit).in_(found),
            col(VisitRow.is_counted).is_(True),
        )
        .order_by(col(FollowUpRow.followed_up_on), col(FollowUpRow.position))
    )
    return {
        (row.finding_visit, row.finding_id): LastLook(row, name or row.account)
        for row, name in rows
    }


def _photos(
    session: Session, district: str, schools: Sequence[str]
) -> dict[FindingKey, tuple[str, ...]]:
    """The complete photos of each finding of a counted visit, in the order they were taken."""
    rows = session.exec(
        select(VisitPhotoRow.visit, VisitPhotoRow.finding_id, VisitPhotoRow.sha256)
        .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
        .join(PhotoFileRow, col(PhotoFileRow.sha256) == VisitPhotoRow.sha256)
        .where(*_shown_at(district, schools))
        .order_by(col(VisitPhotoRow.position))
    )
    found: dict[FindingKey, list[str]] = {}
    for visit, finding_id, sha256 in rows:
        found.setdefault((visit, finding_id or ""), []).append(sha256)
    return {key: tuple(each) for key, each in found.items()}


def _visited(
    session: Session, campaign_ids: Iterable[str], district: str
) -> dict[str, frozenset[str]]:
    """The schools that have a counted visit of each campaign."""
    rows = session.exec(
        select(VisitRow.campaign_id, VisitRow.school_id)
        .where(
            VisitRow.district == district,
            col(VisitRow.campaign_id).in_(list(campaign_ids)),
            col(VisitRow.is_counted).is_(True),
        )
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for campaign_id, school_id in rows:
        found.setdefault(campaign_id or "", set()).add(school_id)
    return {campaign: frozenset(schools) for campaign, schools in found.items()}


def _papers(session: Session, district: str) -> list[Paper]:
    """The district's papers in use, each in the order of its parts."""
    rows = session.exec(
        select(PolicyRow.facts, PolicyRow.sha256, PolicyRow.size_bytes)
        .where(PolicyRow.district == district, col(PolicyRow.is_active).is_(True))
        .order_by(PolicyRow.policy_id, col(PolicyRow.part))
    )
    return [
        Paper(PolicySet.model_validate_json(facts), sha256, size) for facts, sha256, size in rows
    ]


def _read(session: Session, district: str, account: str) -> dict[str, str]:
    """The hashes, in the order of the parts, in which the account has read each paper."""
    rows = session.exec(
        select(PolicyReadRow.policy_id, PolicyReadRow.sha256).where(
            PolicyReadRow.district == district, PolicyReadRow.account == account
        )
    )
    return dict(rows.all())


def _shown_at(district: str, schools: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(VisitPhotoRow.district) == district,
        col(VisitPhotoRow.is_withdrawn).is_(False),
        col(VisitPhotoRow.finding_id).is_not(None),
        col(VisitRow.school_id).in_(schools),
        col(VisitRow.is_counted).is_(True),
    )
