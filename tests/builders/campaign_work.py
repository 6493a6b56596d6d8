"""Campaigns that inspectors go to units for, and what the tables of a period say of them."""

from typing import Any

from domain.kinds.piece import Body
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.plan import VisitType
from domain.month.month import Grouping
from domain.month.sheet import Sheet
from domain.month.topic import By, Topic
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.builders.campaigns import a_plan, approved
from tests.builders.office import Inspection


def planned(server: Server, code: str, **fields: Any) -> str:
    """An approved campaign of this code; its subject."""
    plan = a_plan(campaign_id=code, **{"title": f"专项{code}", **fields})
    return approved(server.database, server.committer, plan)


def go(phone: Inspection, campaign: str | None, school: str = "school-1", findings: int = 0) -> str:
    """A visit of the campaign that is handed in; it is still to be brought."""
    visit = phone.open_visit(school, campaign_id=campaign, visit_type=VisitType.SPECIAL)
    phone.check_in()
    for number in range(findings):
        raised: Body = FindingRaised(finding_id=f"f{number}", category=Category.HYGIENE)
        phone.write(raised, FindingPrivate(text="留样不全"))
    phone.submit()
    return visit


def went(phone: Inspection, campaign: str | None, school: str = "school-1") -> str:
    """The same, brought at once."""
    visit = go(phone, campaign, school)
    phone.push()
    return visit


def a_table(server: Server, by: By, period: str) -> Sheet:
    """A table of the period, as the records have it now."""
    months = Months(server.database, server.clock, server.committer)
    return months.official(read_period(period), "wanshan", by, PRESENT).sheets[0]


def figures(sheet: Sheet, *columns: str) -> dict[str, tuple[Any, ...]]:
    """The rows by their names, and the foot, at these columns."""
    places = [[each.name for each in sheet.columns].index(name) for name in columns]
    rows = {row.name: row.values for row in sheet.rows} | {"合计": sheet.total}
    return {name: tuple(values[place] for place in places) for name, values in rows.items()}


def by_zone(server: Server, period: str) -> dict[str, int]:
    """专项次 of the period, of each zone that leads one and together."""
    found = figures(a_table(server, Grouping.ZONE, period), "campaigns")
    return {name: number for name, (number,) in found.items() if number or name == "合计"}


def by_campaign(server: Server, period: str, *columns: str) -> dict[str, tuple[Any, ...]]:
    """The table by campaign at these columns."""
    return figures(a_table(server, Topic.CAMPAIGN, period), *columns)
