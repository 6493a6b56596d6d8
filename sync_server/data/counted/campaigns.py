"""The campaigns that had field work in a period: in which months, at which units, by whom."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.campaigns.table import WorkAtUnit
from domain.month.month import CampaignMonth
from domain.visit.tally import Measure
from sync_server.data.months import MonthSpan
from sync_server.data.upsert import table_named

CAMPAIGN, VISIT = table_named("campaign"), table_named("visit")
_COUNT, _CREDIT = table_named("visit_measures"), table_named("visit_credit")
_SUMMED = (Measure.VISITS, Measure.SCHOOL_VISITS, Measure.INSPECTOR_VISITS, Measure.FINDINGS)


def field_work(query: Select[Any], span: MonthSpan) -> Select[Any]:
    """Narrows a query of visits and their campaigns to field work in these months.

    It is a visit that counts, of a campaign that was approved and not withdrawn.
    """
    return query.where(
        *span.where(VISIT),
        VISIT.c.campaign_id.is_not(None),
        VISIT.c.is_counted.is_(True),
        CAMPAIGN.c.district == VISIT.c.district,
        CAMPAIGN.c.campaign_id == VISIT.c.campaign_id,
        CAMPAIGN.c.is_binding.is_(True),
    )


def is_binding(connection: Connection, district: str, campaign_id: str) -> bool:
    """Whether there is such a campaign that was approved and not withdrawn."""
    of = CAMPAIGN.c
    query = select(of.is_binding).where(of.district == district, of.campaign_id == campaign_id)
    return bool(connection.execute(query).scalar())


def titles(connection: Connection, district: str) -> dict[str, str]:
    """What the district's campaigns are called that were approved, the newest first, by code."""
    of = CAMPAIGN.c
    query = select(of.campaign_id, of.title).where(of.district == district, of.is_binding.is_(True))
    rows = connection.execute(query.order_by(of.from_on.desc(), of.campaign_id))
    return {row.campaign_id: row.title for row in rows}


def campaign_months(connection: Connection, span: MonthSpan) -> list[CampaignMonth]:
    """Each campaign once for every month of these in which it had field work, in their order."""
    columns = (CAMPAIGN.c.campaign_id, CAMPAIGN.c.title, CAMPAIGN.c.lead_zone, VISIT.c.month)
    # Ordered here: asked to order by months, SQLite would go through all visits of these.
    rows = connection.execute(field_work(select(*columns), span).distinct())
    found = [CampaignMonth(*row) for row in rows]
    return sorted(found, key=lambda each: (each.month, each.campaign_id))


def work_at_units(connection: Connection, span: MonthSpan) -> list[WorkAtUnit]:
    """What the visits of each campaign add up to at each unit."""
    by = (CAMPAIGN.c.campaign_id, _COUNT.c.school_id)
    sums = (func.sum(_COUNT.c[each.value]) for each in _SUMMED)
    query = field_work(select(*by, *sums), span).where(_COUNT.c.visit == VISIT.c.visit)
    rows = connection.execute(query.group_by(*by))
    return [WorkAtUnit(row[0], row[1], *map(int, row[2:])) for row in rows]


def people_of(connection: Connection, span: MonthSpan) -> Mapping[str, set[str]]:
    """Who took part in the visits of each campaign."""
    columns = (CAMPAIGN.c.campaign_id, _CREDIT.c.account)
    took_part = (_CREDIT.c.visit == VISIT.c.visit) & (_CREDIT.c.took_part > 0)
    query = field_work(select(*columns), span).where(took_part).distinct()
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        found[row.campaign_id].add(row.account)
    return found


def plans_of(connection: Connection, span: MonthSpan) -> list[str]:
    """JSON of the plan of each campaign that had field work, the first to begin first."""
    at = CAMPAIGN.c
    query = field_work(select(at.facts, at.from_on, at.campaign_id), span).distinct()
    rows = connection.execute(query.order_by(at.from_on, at.campaign_id))
    return [row.facts for row in rows]
