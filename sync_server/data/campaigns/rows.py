"""Campaigns and the units that they go to."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, case, delete, func, tuple_
from sqlmodel import col, select

from domain.campaigns.coverage import CampaignVisit
from domain.kinds.campaign.course import CampaignState
from sync_server.data.campaigns.found import found_by
from sync_server.data.driver.statements import in_parts
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import (
    AvoidanceRow,
    CampaignPersonRow,
    CampaignRow,
    CampaignUnitRow,
    VisitRow,
)
from sync_server.data.upsert import table_named, upsert

CAMPAIGN, UNIT, PERSON = map(table_named, ("campaign", "campaign_unit", "campaign_person"))
VISIT, VISIT_UNIT, FINDING = map(table_named, ("visit", "visit_unit", "finding"))
BINDING = sorted(each.value for each in CampaignState if each.is_binding)

Key = tuple[str, str]
"""A campaign by its district and the office's code."""


def campaign(session: ReadingSession, district: str, campaign_id: str) -> CampaignRow | None:
    """The district's campaign of this code; None without one."""
    return session.get(CampaignRow, (district, campaign_id))


def of_district(session: ReadingSession, district: str) -> list[CampaignRow]:
    """The district's campaigns, the newest first."""
    row = CampaignRow
    query = select(row).where(row.district == district)
    return list(session.exec(query.order_by(col(row.from_on).desc(), col(row.campaign_id))))


def code_holders(connection: Connection, keys: Sequence[Key]) -> dict[Key, str]:
    """Which subject holds each of these codes, as far as one does."""
    columns = (CAMPAIGN.c.district, CAMPAIGN.c.campaign_id, CAMPAIGN.c.campaign)
    found: dict[Key, str] = {}
    for some in in_parts(keys):
        wanted = tuple_(CAMPAIGN.c.district, CAMPAIGN.c.campaign_id).in_(some)
        for row in connection.execute(select(*columns).where(wanted)):
            found[row.district, row.campaign_id] = row.campaign
    return found


def replace_units(
    connection: Connection, keys: Sequence[Key], rows: Sequence[CampaignUnitRow]
) -> None:
    """Write anew where these campaigns go."""
    _clear(connection, UNIT, keys)
    upsert(connection, rows)


def replace_people(
    connection: Connection, keys: Sequence[Key], rows: Sequence[CampaignPersonRow]
) -> None:
    """Write anew whose accounts these campaigns keep."""
    _clear(connection, PERSON, keys)
    upsert(connection, rows)


def accounts_kept(connection: Connection, district: str) -> frozenset[str]:
    """The accounts that some campaign of the district keeps now."""
    query = select(PERSON.c.account).where(PERSON.c.district == district)
    return frozenset(row.account for row in connection.execute(query))


def _clear(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    for some in in_parts(keys):
        of_these = tuple_(table.c.district, table.c.campaign_id).in_(some)
        connection.execute(delete(table).where(of_these))


def by_subject(session: ReadingSession, subject: str) -> CampaignRow | None:
    """One campaign, of whatever district: whoever asks checks the scope."""
    return session.exec(select(CampaignRow).where(CampaignRow.campaign == subject)).first()


def of_unit(session: ReadingSession, district: str, unit: str) -> list[CampaignRow]:
    """The approved campaigns, past ones too, that go to the unit, the newest first."""
    row, place = CampaignRow, CampaignUnitRow
    query = (
        select(row)
        .join(
            place,
            (col(place.district) == row.district) & (col(place.campaign_id) == row.campaign_id),
        )
        .where(row.district == district, place.school_id == unit, col(row.state).in_(BINDING))
    )
    return list(session.exec(query.order_by(col(row.from_on).desc(), col(row.campaign_id))))


def folded(connection: Connection, subject: str) -> str:
    """A campaign as it now stands, as JSON; empty where there is none."""
    query = select(CAMPAIGN.c.folded).where(CAMPAIGN.c.campaign == subject)
    return str(connection.execute(query).scalar() or "")


def of_visit(session: ReadingSession, district: str, visit: str) -> CampaignRow | None:
    """The district's campaign that a visit was made for; None for none."""
    query = select(CampaignRow).join(
        VisitRow,
        (col(VisitRow.district) == CampaignRow.district)
        & (col(VisitRow.campaign_id) == CampaignRow.campaign_id),
    )
    return session.exec(query.where(VisitRow.visit == visit, VisitRow.district == district)).first()


def avoided(session: ReadingSession, district: str) -> frozenset[tuple[str, str]]:
    """Of which account a relation to which unit is declared (回避)."""
    row = AvoidanceRow
    query = select(row.account, row.school_id).where(row.district == district)
    return frozenset((account, school) for account, school in session.exec(query))


def visits_of(connection: Connection, district: str, campaign_id: str) -> list[CampaignVisit]:
    """The counted visits of a campaign, each once for every unit where it was."""
    first = select(VISIT.c.visit, VISIT.c.school_id, VISIT.c.visit_on, VISIT.c.account).where(
        VISIT.c.district == district,
        VISIT.c.campaign_id == campaign_id,
        VISIT.c.is_counted.is_(True),
    )
    rows = {row.visit: row for row in connection.execute(first)}
    units = [(row.visit, row.school_id) for row in rows.values()]
    found = _findings(connection, district, campaign_id)
    for some in in_parts(list(rows)):
        further = select(VISIT_UNIT.c.visit, VISIT_UNIT.c.school_id).where(
            VISIT_UNIT.c.visit.in_(some), VISIT_UNIT.c.is_counted.is_(True)
        )
        units += [(row.visit, row.school_id) for row in connection.execute(further)]
    return [
        CampaignVisit(
            visit=visit,
            unit=unit,
            visit_on=rows[visit].visit_on,
            leader=rows[visit].account,
            findings=found[visit, unit].findings if (visit, unit) in found else 0,
            unsettled=found[visit, unit].unsettled if (visit, unit) in found else 0,
        )
        for visit, unit in dict.fromkeys(units)
    ]


class _Found(NamedTuple):
    """How many findings there are, and how many of them are still to be put right."""

    findings: int
    unsettled: int


def _findings(
    connection: Connection, district: str, campaign_id: str
) -> dict[tuple[str, str], _Found]:
    """What each counted visit found at each unit, with what was merged into it."""
    by = found_by(district, campaign_id)
    unsettled = func.sum(case((FINDING.c.is_open.is_(True), 1), else_=0))
    query = (
        select(by.c.counts, FINDING.c.school_id, func.count(), unsettled)
        .join_from(by, FINDING, FINDING.c.visit == by.c.found_by)
        .where(FINDING.c.is_standing.is_(True))
        .group_by(by.c.counts, FINDING.c.school_id)
    )
    return {(row[0], row[1]): _Found(row[2], int(row[3])) for row in connection.execute(query)}
