"""What a workbook tells of findings to look at again, of campaigns, and of papers to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    or_,
    select,
)

from domain.kinds.office.policy import PolicySet
from domain.kinds.paper.builder import HOLDING
from sync_server.data.ledger import by_keys
from sync_server.data.upsert import table_named

CAMPAIGN = table_named("campaign")
COURSE = table_named("finding_course")
FINDING = table_named("finding")
FOLLOW_UP = table_named("follow_up")
HELD = sorted(state.value for state in HOLDING)
PAPER = table_named("paper")
PAPER_FINDING = table_named("paper_finding")
PERSON = table_named("person")
PHOTO_FILE = table_named("photo_file")
POLICY = table_named("policy")
POLICY_READ = table_named("policy_read")
VISIT = table_named("visit")
UNIT = table_named("visit_unit")
VISIT_PHOTO = table_named("visit_photo")

TableRow = Row[Any]
"""The columns of a row by their names."""
FindingKey = tuple[str, str]
"""A finding's visit and id."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings, the newest first, and what has been said of each since; photos are complete."""

    rows: Sequence[TableRow]
    notices: dict[FindingKey, TableRow] = field(default_factory=dict)
    last_looks: dict[FindingKey, TableRow] = field(default_factory=dict)
    photos: dict[FindingKey, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Campaigns:
    """Campaigns, folded, as JSON, and the schools each has a counted visit at."""

    folded: list[str]
    visited: dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One part of a paper without its text; ``facts`` is the entry's body without sections."""

    facts: PolicySet
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers in use, part by part, and the hashes in which the account ever read each."""

    parts: list[Paper]
    read: dict[str, set[str]]

    def is_read(self, parts: Sequence[Paper]) -> bool:
        """Whether the account has read the paper of these parts, as far as it asks."""
        read = self.read.get(parts[0].facts.policy_id, set())
        if not parts[0].facts.asks_again:
            return bool(read)
        return ",".join(each.sha256 for each in parts) in read


def findings(connection: Connection, district: str, schools: Sequence[str]) -> Findings:
    """The findings of counted visits to these schools."""
    at = {"district": district, "schools": list(schools)}
    rows = connection.execute(_findings(), at).all() if schools else []
    if not rows:
        return Findings([])
    visits = {row.visit for row in rows}
    return Findings(
        rows,
        _notices(connection, visits),
        _looks(connection, visits),
        _photos(connection, visits),
    )


def campaigns(connection: Connection, district: str, campaign_ids: Sequence[str]) -> Campaigns:
    """These campaigns of the district, in this order."""
    if not campaign_ids:
        return Campaigns([], {})
    wanted = {"district": district, "campaigns": list(campaign_ids)}
    folded = {row.campaign_id: row.folded for row in connection.execute(_campaigns(), wanted)}
    visited: dict[str, set[str]] = {}
    for row in connection.execute(_visited(), wanted):
        visited.setdefault(row.campaign_id, set()).add(row.school_id)
    return Campaigns([folded[each] for each in campaign_ids], visited)


def papers(connection: Connection, district: str, account: str, today: str) -> Papers:
    """The district's papers in use on this local day, each in the order of its parts."""
    rows = connection.execute(_papers(), {"district": district, "today": today})
    read: dict[str, set[str]] = {}
    for row in connection.execute(_read(), {"district": district, "account": account}):
        read.setdefault(row.policy_id, set()).add(row.sha256)
    return Papers(
        [
            Paper(PolicySet.model_validate_json(row.facts), row.sha256, row.size_bytes)
            for row in rows
        ],
        read,
    )


def shows_finding_at(
    connection: Connection, sha256: str, visit: str, district: str, schools: Sequence[str]
) -> bool:
    """Whether the photo is evidence, on this visit, of a finding at one of these schools."""
    at_unit = exists().where(UNIT.c.visit == VISIT.c.visit, UNIT.c.school_id.in_(schools))
    wanted = (
        select(VISIT_PHOTO.c.position)
        .join(VISIT, VISIT.c.visit == VISIT_PHOTO.c.visit)
        .where(VISIT_PHOTO.c.sha256 == sha256, VISIT_PHOTO.c.visit == visit)
        .where(VISIT_PHOTO.c.district == district)
        .where(or_(VISIT.c.school_id.in_(schools), at_unit))
        .where(VISIT.c.is_standing.is_(True), *_is_shown())
    )
    return connection.execute(wanted).first() is not None


def _notices(connection: Connection, visits: Iterable[str]) -> dict[FindingKey, TableRow]:
    """The newest paper with a day about each finding that holds."""
    found = by_keys(connection, _issued(), PAPER_FINDING.c.visit, visits)
    found.sort(key=lambda row: (row.issued_on, row.listed_at))
    return {(row.visit, row.finding_id): row for row in found}


def _looks(connection: Connection, visits: Iterable[str]) -> dict[FindingKey, TableRow]:
    """The newest look at each finding on a counted visit, by day and then by the log."""
    found = by_keys(connection, _follow_ups(), FOLLOW_UP.c.finding_visit, visits)
    found.sort(key=lambda row: (row.followed_up_on, row.position))
    return {(row.finding_visit, row.finding_id): row for row in found}


def _photos(connection: Connection, visits: Iterable[str]) -> dict[FindingKey, list[str]]:
    """The complete photos of each finding, in the order they were taken."""
    rows = by_keys(connection, _complete(), VISIT_PHOTO.c.visit, visits)
    rows.sort(key=lambda row: row.position)
    found: dict[FindingKey, list[str]] = {}
    for row in rows:
        found.setdefault((row.visit, row.finding_id), []).append(row.sha256)
    return found


def _is_shown() -> tuple[ColumnElement[bool], ...]:
    return (VISIT_PHOTO.c.is_withdrawn.is_(False), VISIT_PHOTO.c.finding_id.is_not(None))


@cache
def _findings() -> Select[Any]:
    return (
        select(FINDING, COURSE.c.folded)
        .outerjoin(COURSE, COURSE.c.finding == FINDING.c.subject)
        .where(
            FINDING.c.district == bindparam("district"),
            FINDING.c.school_id.in_(bindparam("schools", expanding=True)),
            FINDING.c.is_standing.is_(True),
        )
        .order_by(FINDING.c.raised_on.desc(), FINDING.c.visit, FINDING.c.finding_id)
    )


@cache
def _issued() -> Select[Any]:
    named = (PAPER_FINDING.c.visit, PAPER_FINDING.c.finding_id)
    said = (PAPER.c.paper_kind, PAPER.c.number, PAPER.c.issued_on, PAPER.c.due_on)
    return (
        select(*named, *said, PAPER.c.requirement, PAPER.c.listed_at)
        .join(PAPER, PAPER.c.paper == PAPER_FINDING.c.paper)
        .where(PAPER.c.state.in_(HELD), PAPER.c.due_on.is_not(None))
    )


@cache
def _follow_ups() -> Select[Any]:
    return (
        select(FOLLOW_UP, PERSON.c.name)
        .join(VISIT, VISIT.c.visit == FOLLOW_UP.c.visit)
        .outerjoin(PERSON, PERSON.c.account == FOLLOW_UP.c.account)
        .where(VISIT.c.is_standing.is_(True))
    )


@cache
def _complete() -> Select[Any]:
    columns = ("visit", "finding_id", "sha256", "position")
    return (
        select(*(VISIT_PHOTO.c[each] for each in columns))
        .join(PHOTO_FILE, PHOTO_FILE.c.sha256 == VISIT_PHOTO.c.sha256)
        .where(*_is_shown())
    )


@cache
def _campaigns() -> Select[Any]:
    return select(CAMPAIGN.c.campaign_id, CAMPAIGN.c.folded).where(
        CAMPAIGN.c.district == bindparam("district"),
        CAMPAIGN.c.campaign_id.in_(bindparam("campaigns", expanding=True)),
    )


@cache
def _visited() -> CompoundSelect[Any]:
    """The units of counted visits, first and further ones, by campaign."""
    campaigns = VISIT.c.campaign_id.in_(bindparam("campaigns", expanding=True))
    here = (VISIT.c.district == bindparam("district"), campaigns, VISIT.c.is_counted.is_(True))
    further = select(VISIT.c.campaign_id, UNIT.c.school_id)
    further = further.join(UNIT, UNIT.c.visit == VISIT.c.visit)
    first = select(VISIT.c.campaign_id, VISIT.c.school_id)
    return first.where(*here).union(further.where(*here, UNIT.c.is_counted.is_(True)))


@cache
def _papers() -> Select[Any]:
    return (
        select(POLICY.c.facts, POLICY.c.sha256, POLICY.c.size_bytes)
        .where(POLICY.c.district == bindparam("district"), POLICY.c.is_active.is_(True))
        .where(or_(POLICY.c.closed_on.is_(None), POLICY.c.closed_on > bindparam("today")))
        .order_by(POLICY.c.policy_id, POLICY.c.part)
    )


@cache
def _read() -> Select[Any]:
    return select(POLICY_READ.c.policy_id, POLICY_READ.c.sha256).where(
        POLICY_READ.c.district == bindparam("district"),
        POLICY_READ.c.account == bindparam("account"),
    )
