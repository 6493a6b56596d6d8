"""What one inspector's workbook is made from: how far each part is, the register, own visits.

Statements are put together once: that takes longer than running one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    Row,
    Select,
    Table,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from domain.kinds.book_part import BookPart
from domain.visit.concern import EVERYBODY
from sync_server.data.ledger import by_keys
from sync_server.data.own.backed_up import backed_up_to
from sync_server.data.upsert import table_named
from sync_server.data.workbook.marks import MARK

ASSIGNMENT = table_named("assignment")
CAMPAIGN = table_named("campaign")
CHECKLIST = table_named("checklist")
DISTRICT = table_named("district")
PERSON = table_named("person")
PHOTO_FILE = table_named("photo_file")
POLICY = table_named("policy")
SCHOOL = table_named("school")
THEME = table_named("theme")
TOLD = table_named("workbook_visit")
VISIT_PHOTO = table_named("visit_photo")
ZONE = table_named("zone")


TableRow = Row[Any]
"""The columns of a row by their names."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose workbook, on which local day, with own visits from which day, campaigns to which."""

    account: str
    district: str
    today: str
    visits_from: str
    campaigns_to: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far each part is, and what a day alone changes.

    That are the account's schools, whatever else a day closed, papers that it ended, and
    campaigns that run.
    """

    marks: dict[BookPart, list[tuple[str, int, int]]]
    schools: list[str]
    closed: list[str]
    ended: list[str]
    campaigns: list[str]
    backed_up_to: int | None


@dataclass(frozen=True, slots=True)
class Register:
    """The district's rows, each kind in the order it is told in."""

    rules: str | None
    schools: Sequence[TableRow]
    zones: dict[str, str]
    people: Sequence[TableRow]
    themes: list[str]
    checklists: list[str]


@dataclass(frozen=True, slots=True)
class OwnVisits:
    """The account's own visits as they are told, newest first, and what is told besides."""

    told: list[tuple[str, dict[str, Any]]]
    photos_received: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    checklists: list[str] = field(default_factory=list)


def standing(connection: Connection, holder: Holder) -> Standing:
    """What the tags are made from: a few look-ups, however much there is to tell."""
    schools = my_schools(connection, holder.district, holder.account, holder.today)
    days = {"over_after": holder.today, "begun_by": holder.campaigns_to}
    today = {"district": holder.district, "today": holder.today}
    running = connection.execute(_running(), {"district": holder.district, **days})
    campaigns = [row.campaign_id for row in running]
    whose = {EVERYBODY, holder.account, *schools, *campaigns}
    rows = connection.execute(_marks(), {"district": holder.district, "whose": sorted(whose)})
    marks: dict[BookPart, list[tuple[str, int, int]]] = {part: [] for part in BookPart}
    for row in rows:
        marks[BookPart(row.part)].append((row.whom, row.position, row.prints))
    return Standing(
        {part: sorted(some) for part, some in marks.items()},
        schools,
        list(connection.execute(_closed(), today).scalars()),
        list(connection.execute(_ended(), today).scalars()),
        campaigns,
        backed_up_to(connection),
    )


def my_schools(connection: Connection, district: str, account: str, today: str) -> list[str]:
    """The schools the account is responsible for on this local day."""
    whose = {"district": district, "account": account, "today": today}
    return [row.school_id for row in connection.execute(_my_schools(), whose)]


def register(connection: Connection, district: str) -> Register:
    """The district's register, closed schools and people who left included."""
    here = {"district": district}
    checklists = connection.execute(_of_district("checklist"), here)
    newest = {row.checklist_id: row.checklist for row in checklists}
    return Register(
        rules=connection.execute(_of_district("district"), here).scalars().first(),
        schools=connection.execute(_of_district("school"), here).all(),
        zones={row.zone: row.name for row in connection.execute(_of_district("zone"), here)},
        people=connection.execute(_of_district("person"), here).all(),
        themes=list(connection.execute(_of_district("theme"), here).scalars()),
        checklists=list(newest.values()),
    )


def own_visits(connection: Connection, holder: Holder) -> OwnVisits:
    """The account's own visits since the holder's first day."""
    mine = {"account": holder.account, "since": holder.visits_from}
    told = [(row.visit, json.loads(row.told)) for row in connection.execute(_told(), mine)]
    if not told:
        return OwnVisits([])
    reviewers = {review["account"] for _, visit in told for review in visit["reviews"]}
    used = {tuple(visit["checklist"]) for _, visit in told if visit["checklist"]}
    received = connection.execute(_received(), mine)
    return OwnVisits(
        told=told,
        photos_received={row.visit: row.photos for row in received},
        names=_names(connection, reviewers),
        checklists=_older(connection, holder.district, used),
    )


def _names(connection: Connection, accounts: Iterable[str]) -> dict[str, str]:
    query = select(PERSON.c.account, PERSON.c.name)
    return {row.account: row.name for row in by_keys(connection, query, PERSON.c.account, accounts)}


def _older(connection: Connection, district: str, used: set[tuple[Any, ...]]) -> list[str]:
    """Those of the checklists' versions that are not the newest any more, as JSON."""
    columns = (CHECKLIST.c.checklist_id, CHECKLIST.c.version, CHECKLIST.c.checklist)
    query = select(*columns).where(CHECKLIST.c.district == district).order_by(*columns[:2])
    rows = by_keys(connection, query, CHECKLIST.c.checklist_id, {each[0] for each in used})
    newest = {row.checklist_id: row.version for row in rows}
    return [
        row.checklist
        for row in rows
        if (row.checklist_id, row.version) in used and row.version != newest[row.checklist_id]
    ]


@cache
def _marks() -> Select[Any]:
    return select(MARK.c.part, MARK.c.whom, MARK.c.position, MARK.c.prints).where(
        MARK.c.district == bindparam("district"),
        MARK.c.whom.in_(bindparam("whose", expanding=True)),
    )


@cache
def _my_schools() -> Select[Any]:
    today: BindParameter[str] = bindparam("today")
    return (
        select(ASSIGNMENT.c.school_id)
        .where(
            ASSIGNMENT.c.district == bindparam("district"),
            ASSIGNMENT.c.account == bindparam("account"),
            ASSIGNMENT.c.from_on <= today,
            or_(ASSIGNMENT.c.to_on.is_(None), ASSIGNMENT.c.to_on >= today),
        )
        .distinct()
        .order_by(ASSIGNMENT.c.school_id)
    )


@cache
def _closed() -> Executable:
    """The schools and people that are out of use from a day on which has come."""
    closed = (
        select(code.label("code")).where(
            code.table.c.district == bindparam("district"),
            code.table.c.closed_on <= bindparam("today"),
        )
        for code in (SCHOOL.c.school_id, PERSON.c.account)
    )
    return union_all(*closed).order_by("code")


@cache
def _ended() -> Select[Any]:
    """The papers of which a day was said on which they end, and it has come."""
    return (
        select(POLICY.c.policy_id)
        .where(
            POLICY.c.district == bindparam("district"),
            POLICY.c.part == 1,
            POLICY.c.closed_on <= bindparam("today"),
        )
        .order_by(POLICY.c.policy_id)
    )


@cache
def _running() -> Select[Any]:
    """The campaigns that run in these days, the one that ends first before the others."""
    return (
        select(CAMPAIGN.c.campaign_id)
        .where(
            CAMPAIGN.c.district == bindparam("district"),
            CAMPAIGN.c.is_active.is_(True),
            CAMPAIGN.c.to_on >= bindparam("over_after"),
            CAMPAIGN.c.from_on <= bindparam("begun_by"),
        )
        .order_by(CAMPAIGN.c.to_on, CAMPAIGN.c.campaign_id)
    )


@cache
def _told() -> Select[Any]:
    own = (TOLD.c.account == bindparam("account"), TOLD.c.visit_on >= bindparam("since"))
    newest_first = (TOLD.c.visit_on.desc(), TOLD.c.visit)
    return select(TOLD.c.visit, TOLD.c.told).where(*own).order_by(*newest_first)


@cache
def _received() -> Select[Any]:
    """How many photos of each of the own visits are complete."""
    return (
        select(TOLD.c.visit, func.count().label("photos"))
        .join(VISIT_PHOTO, VISIT_PHOTO.c.visit == TOLD.c.visit)
        .join(PHOTO_FILE, PHOTO_FILE.c.sha256 == VISIT_PHOTO.c.sha256)
        .where(TOLD.c.account == bindparam("account"), TOLD.c.visit_on >= bindparam("since"))
        .where(VISIT_PHOTO.c.is_withdrawn.is_(False))
        .group_by(TOLD.c.visit)
    )


@cache
def _of_district(name: str) -> Select[Any]:
    columns, order = _TOLD_OF[name]
    here = columns[0].table.c.district == bindparam("district")
    return select(*columns).where(here).order_by(*order)


def _in_office_order(table: Table, code: Any) -> tuple[Any, ...]:
    return table.c.order_no.is_(None), table.c.order_no, table.c.sort_as, code


_TOLD_OF: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    "district": ((DISTRICT.c.rules,), ()),
    "zone": ((ZONE.c.zone, ZONE.c.name), _in_office_order(ZONE, ZONE.c.zone)),
    "school": (
        (
            SCHOOL.c.school_id,
            SCHOOL.c.name,
            SCHOOL.c.initials,
            SCHOOL.c.pinyin,
            SCHOOL.c.school_kind,
            SCHOOL.c.ownership,
            SCHOOL.c.zone,
            SCHOOL.c.lat,
            SCHOOL.c.lng,
            SCHOOL.c.radius_m,
            SCHOOL.c.is_active,
            SCHOOL.c.closed_on,
            SCHOOL.c.facts,
        ),
        _in_office_order(SCHOOL, SCHOOL.c.school_id),
    ),
    "person": (
        (
            PERSON.c.account,
            PERSON.c.name,
            PERSON.c.zone,
            PERSON.c.role,
            PERSON.c.is_active,
            PERSON.c.closed_on,
        ),
        _in_office_order(PERSON, PERSON.c.account),
    ),
    "theme": ((THEME.c.theme,), (THEME.c.month, THEME.c.theme_id)),
    "checklist": (
        (CHECKLIST.c.checklist_id, CHECKLIST.c.checklist),
        (CHECKLIST.c.checklist_id, CHECKLIST.c.version),
    ),
}
