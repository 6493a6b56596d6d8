"""What the visits of a campaign found: theirs, and that of visits which were merged into them."""

from sqlalchemy import CTE, ColumnElement, Connection, select

from sync_server.data.upsert import table_named

CAMPAIGN = table_named("campaign")
VISIT, VISIT_UNIT, FINDING = map(table_named, ("visit", "visit_unit", "finding"))


def found_by(district: str, campaign_id: str) -> CTE:
    """Each visit that may have found something, with the counted one that it counts with."""
    return _found_by(VISIT.c.district == district, VISIT.c.campaign_id == campaign_id)


def found_of(district: str, campaign: str = "") -> CTE:
    """The same of the campaign that is named by its subject; of all of them without one."""
    codes = select(CAMPAIGN.c.campaign_id).where(CAMPAIGN.c.district == district)
    if campaign:
        codes = codes.where(CAMPAIGN.c.campaign == campaign)
    return _found_by(VISIT.c.district == district, VISIT.c.campaign_id.in_(codes))


def of_campaign(district: str, campaign: str) -> ColumnElement[bool]:
    """Whether a finding was found by the campaign, which is named by its subject."""
    return FINDING.c.visit.in_(select(found_of(district, campaign).c.found_by))


def _found_by(*wanted: ColumnElement[bool]) -> CTE:
    found = (
        select(VISIT.c.visit.label("found_by"), VISIT.c.visit.label("counts"))
        .where(*wanted, VISIT.c.is_counted.is_(True))
        .cte("campaign_visit", recursive=True)
    )
    merged = (
        select(VISIT.c.visit, found.c.counts)
        .join_from(found, VISIT, VISIT.c.merged_into == found.c.found_by)
        .where(VISIT.c.is_standing.is_(True))
    )
    return found.union(merged)


def visits_behind(connection: Connection, district: str, campaign: str) -> set[str]:
    """The visits whose findings are the campaign's, which is named by its subject."""
    return set(connection.execute(select(found_of(district, campaign).c.found_by)).scalars())
