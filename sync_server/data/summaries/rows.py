"""What the visits that count in a period found, made and looked at again, thing by thing.

Each query finds as many things as the period's table counts.
"""

from typing import Any, NamedTuple

from sqlalchemy import CTE, Connection, Row, Select, case, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from domain.kinds.visit.builder import State
from sync_server.data.counted.campaigns import CAMPAIGN, field_work
from sync_server.data.months import MonthSpan
from sync_server.data.tables import CampaignRow, VisitRow
from sync_server.data.upsert import table_named

_VISIT = table_named("visit")
_FINDING = table_named("finding")
_LOOK = table_named("follow_up")
_CREDIT = table_named("visit_credit")
_COUNT = table_named("visit_measures")


class OfWhom(NamedTuple):
    """Whose things, and on visits of which theme; empty for all."""

    account: str = ""
    theme: str = ""


ALL = OfWhom()


class MonthSums(NamedTuple):
    """What the visits of one month add up to."""

    month: str
    visits: int
    lessons: int
    findings: int


class CategoryCount(NamedTuple):
    """How many findings of a category there are, and how many of them are hazards."""

    category: str
    number: int
    hazards: int


def categories(connection: Connection, span: MonthSpan, of: OfWhom = ALL) -> list[CategoryCount]:
    """What was found, by category."""
    found = _found(span, of).subquery()
    hazards = func.sum(case((found.c.is_hazard.is_(True), 1), else_=0))
    query = select(found.c.category, func.count(), hazards).group_by(found.c.category)
    return [CategoryCount(row[0], row[1], int(row[2] or 0)) for row in connection.execute(query)]


def by_month(connection: Connection, span: MonthSpan) -> dict[str, MonthSums]:
    """What each month of the period adds up to, those without a visit left out."""
    names = MonthSums._fields[1:]
    query = select(_COUNT.c.month, *(func.sum(_COUNT.c[name]) for name in names))
    rows = connection.execute(query.where(*span.where(_COUNT)).group_by(_COUNT.c.month))
    return {row[0]: MonthSums(row[0], *map(int, row[1:])) for row in rows}


def findings(connection: Connection, span: MonthSpan, of: OfWhom = ALL) -> list[Row[Any]]:
    """What was found, by the day of the visit and in the order in which it was written down."""
    found = _found(span, of).subquery()
    return list(connection.execute(select(found).order_by(found.c.visit_on, found.c.position)))


def _found(span: MonthSpan, of: OfWhom) -> Select[Any]:
    """The findings of the visits that count, and of those that were merged into one of them."""
    counted = _counted(span, of)
    return select(
        counted.c.counts,
        counted.c.visit_on,
        counted.c.account,
        *(_FINDING.c[name] for name in _OF_FINDING),
    ).join_from(counted, _FINDING, _FINDING.c.visit == counted.c.found_by)


_OF_FINDING = (
    "finding_id",
    "subject",
    "position",
    "school_id",
    "category",
    "severity",
    "is_hazard",
    "text",
    "suggestion",
    "state",
    "recurs",
)


def _counted(span: MonthSpan, of: OfWhom) -> CTE:
    """Each visit that may have found something, with the one that it counts with in the end."""
    found = (
        select(
            _VISIT.c.visit.label("found_by"),
            _VISIT.c.visit.label("counts"),
            _VISIT.c.visit_on,
            _VISIT.c.account,
        )
        .where(*_wanted(_VISIT, span, of))
        .cte("counted_visit", recursive=True)
    )
    merged = (
        select(_VISIT.c.visit, found.c.counts, found.c.visit_on, found.c.account)
        .join_from(found, _VISIT, _VISIT.c.merged_into == found.c.found_by)
        .where(_VISIT.c.is_standing.is_(True))
    )
    return found.union(merged)


def _wanted(visit: Any, span: MonthSpan, of: OfWhom) -> list[Any]:
    wanted = [*span.where(visit), visit.c.is_counted.is_(True)]
    if of.account:
        wanted.append(visit.c.account == of.account)
    if of.theme:
        wanted.append(visit.c.theme_id == of.theme)
    return wanted


def visits(session: Session, span: MonthSpan, of: OfWhom = ALL) -> list[VisitRow]:
    """The visits that count, by their day; of an account those that it is credited with."""
    query = select_rows(VisitRow).where(
        VisitRow.district == span.district,
        col(VisitRow.month).between(span.first, span.last),
        col(VisitRow.is_counted).is_(True),
    )
    if of.theme:
        query = query.where(VisitRow.theme_id == of.theme)
    if of.account:
        ids = select(_CREDIT.c.visit).where(*span.where(_CREDIT), _CREDIT.c.account == of.account)
        query = query.where(col(VisitRow.visit).in_(ids))
    return list(session.exec(query.order_by(col(VisitRow.visit_on), col(VisitRow.position))))


def newest(session: Session, span: MonthSpan, of: OfWhom, most: int) -> list[VisitRow]:
    """At most so many of the approved visits, the newest first."""
    query = select_rows(VisitRow).where(
        VisitRow.district == span.district,
        VisitRow.state == State.APPROVED.value,
        col(VisitRow.month).between(span.first, span.last),
        col(VisitRow.is_counted).is_(True),
    )
    if of.theme:
        query = query.where(VisitRow.theme_id == of.theme)
    ordered = query.order_by(col(VisitRow.visit_on).desc(), col(VisitRow.position).desc())
    return list(session.exec(ordered.limit(most)))


def credits(connection: Connection, span: MonthSpan, account: str = "") -> list[Row[Any]]:
    """Who is credited with what of which visit: having taken part, lessons recorded."""
    sums = (func.sum(_CREDIT.c[name]).label(name) for name in ("took_part", "lessons"))
    query = select(_CREDIT.c.account, _CREDIT.c.visit, *sums).where(*span.where(_CREDIT))
    if account:
        query = query.where(_CREDIT.c.account == account)
    return list(connection.execute(query.group_by(_CREDIT.c.account, _CREDIT.c.visit)))


def units(connection: Connection, span: MonthSpan, of: OfWhom = ALL) -> list[Row[Any]]:
    """Each unit that a visit that counts was to, by the day of the first."""
    query = (
        select(_COUNT.c.visit, _COUNT.c.school_id)
        .join_from(_VISIT, _COUNT, _COUNT.c.visit == _VISIT.c.visit)
        .where(*_wanted(_VISIT, span, of))
    )
    return list(connection.execute(query.order_by(_VISIT.c.visit_on, _VISIT.c.position)))


def follow_ups(connection: Connection, span: MonthSpan, account: str = "") -> list[Row[Any]]:
    """What was looked at again on visits that stand, by its day, with what had been found."""
    query = (
        select(
            *(_LOOK.c[each] for each in ("account", "school_id", "followed_up_on", "conclusion")),
            _LOOK.c.text,
            _FINDING.c.text.label("finding"),
        )
        .join(_VISIT, _VISIT.c.visit == _LOOK.c.visit)
        .outerjoin(
            _FINDING,
            (_FINDING.c.visit == _LOOK.c.finding_visit)
            & (_FINDING.c.finding_id == _LOOK.c.finding_id),
        )
        .where(
            _LOOK.c.district == span.district,
            _VISIT.c.is_standing.is_(True),
            func.substr(_LOOK.c.followed_up_on, 1, 7).between(span.first, span.last),
        )
        .order_by(_LOOK.c.followed_up_on, _LOOK.c.position)
    )
    return list(connection.execute(query.where(_LOOK.c.account == account) if account else query))


def campaigns(session: Session, span: MonthSpan) -> list[CampaignRow]:
    """The campaigns that were to be carried out at some day of the period, or that were then.

    They stand by their beginning.
    """
    row = CampaignRow
    is_planned = (col(row.from_on) <= f"{span.last}-31") & (col(row.to_on) >= f"{span.first}-01")
    is_made = col(row.campaign_id).in_(field_work(select(CAMPAIGN.c.campaign_id), span))
    query = select_rows(row).where(
        row.district == span.district, col(row.is_binding).is_(True), is_planned | is_made
    )
    return list(session.exec(query.order_by(col(row.from_on), col(row.campaign_id))))
