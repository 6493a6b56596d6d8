"""Reading the register: the district, its zones, schools, people, themes and checklists."""

import json
from typing import Any

from sqlmodel import Session, col, select

from domain.register.search import Findable
from sync_server.data.tables import (
    CampaignRow,
    ChecklistRow,
    ChecklistUseRow,
    DistrictRow,
    PersonRow,
    SchoolRow,
    ThemeRow,
    ZoneRow,
)


def office_order(table: type[ZoneRow | SchoolRow | PersonRow], code: Any) -> tuple[Any, ...]:
    """How a list of the table is sorted: as the office's file has it, else by reading."""
    return col(table.order_no).is_(None), col(table.order_no), col(table.sort_as), col(code)


def person(session: Session, account: str) -> PersonRow | None:
    """The person of this account, of whatever district."""
    return session.get(PersonRow, account)


def people(session: Session, district: str) -> list[PersonRow]:
    """Everybody of the district, those no longer active too: their visits still show.

    In the office's order, which its file has; those that no file has behind them, by name.
    """
    query = select(PersonRow).where(PersonRow.district == district)
    return list(session.exec(query.order_by(*office_order(PersonRow, PersonRow.account))))


def zones(session: Session, district: str) -> list[ZoneRow]:
    """The district's zones in the office's order."""
    query = select(ZoneRow).where(ZoneRow.district == district)
    return list(session.exec(query.order_by(*office_order(ZoneRow, ZoneRow.zone))))


def schools(session: Session, district: str) -> list[SchoolRow]:
    """The district's schools by zone, both in the office's order."""
    query = select(SchoolRow).where(SchoolRow.district == district)
    found = session.exec(query.order_by(*office_order(SchoolRow, SchoolRow.school_id))).all()
    places = {row.zone: place for place, row in enumerate(zones(session, district))}
    return sorted(found, key=lambda row: places.get(row.zone, len(places)))


def school(session: Session, district: str, school_id: str) -> SchoolRow | None:
    """One school of the district."""
    return session.get(SchoolRow, (district, school_id))


def findable(row: Any, zone_name: str) -> Findable:
    """What a school is found by, from its row and the name of its zone."""
    facts = json.loads(row.facts)
    return Findable(
        names=(facts["name"], *facts["aliases"], facts["town"]),
        initials=row.initials,
        pinyin=row.pinyin,
        others=(zone_name,),
        codes=(row.school_id, facts["code"] or ""),
    )


def district(session: Session, code: str) -> DistrictRow | None:
    """The district's name and rules; None before its ``district.set``."""
    return session.get(DistrictRow, code)


def themes(session: Session, district: str) -> list[ThemeRow]:
    """The district's themes in the order of their months."""
    query = select(ThemeRow).where(ThemeRow.district == district)
    return list(session.exec(query.order_by(col(ThemeRow.month))))


def checklist(
    session: Session, district: str, checklist_id: str, version: int
) -> ChecklistRow | None:
    """One checklist in the version a visit began with."""
    return session.get(ChecklistRow, (district, checklist_id, version))


def checklists(session: Session, district: str) -> dict[str, ChecklistRow]:
    """The district's checklists by their ids, each in its newest version."""
    query = select(ChecklistRow).where(ChecklistRow.district == district)
    order = (col(ChecklistRow.checklist_id), col(ChecklistRow.version))
    return {row.checklist_id: row for row in session.exec(query.order_by(*order))}


def checklist_versions(session: Session, district: str, checklist_id: str) -> list[ChecklistRow]:
    """All versions of one checklist, the newest first."""
    query = select(ChecklistRow).where(
        ChecklistRow.district == district, ChecklistRow.checklist_id == checklist_id
    )
    return list(session.exec(query.order_by(col(ChecklistRow.version).desc())))


def checklist_uses(session: Session, district: str) -> dict[str, ChecklistUseRow]:
    """Whether they are in use, of those of the district's checklists of which it was said."""
    query = select(ChecklistUseRow).where(ChecklistUseRow.district == district)
    return {row.checklist_id: row for row in session.exec(query)}


def campaign_title(session: Session, district: str, campaign_id: str | None) -> str:
    """A campaign's title; its id where the register has it not, nothing without one."""
    if campaign_id is None:
        return ""
    row = session.get(CampaignRow, (district, campaign_id))
    return row.title if row else campaign_id
