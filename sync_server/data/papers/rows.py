"""The rows of notices and references as the projector and the committer need them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from domain.findings.state import FindingState
from sync_server.data.driver.statements import fetched_by_keys
from sync_server.data.ledger import ENTRY, by_keys, first_chain
from sync_server.data.tables import NoticeFindingRow
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named, upsert

NOTICE = table_named("notice")
NOTICE_FINDING = table_named("notice_finding")
SERIES = table_named("number_series")
SUBJECT = table_named("subject")
VISIT = table_named("visit")
FINDING = table_named("finding")
FOLLOW_UP = table_named("follow_up")
DISTRICT = table_named("district")


class Referrer(NamedTuple):
    """What refers to a subject: the entry's kind, and the subject that the entry is about."""

    subject: str
    kind: str
    referrer: str


_REFERRERS = f"SELECT {', '.join(Referrer._fields)} FROM reference WHERE subject IN (?)"  # noqa: S608


def referrers(connection: Connection, subjects: Iterable[str]) -> list[Referrer]:
    """What refers to these subjects."""
    return [Referrer._make(row) for row in fetched_by_keys(connection, _REFERRERS, subjects)]


def finding_entries(connection: Connection, visits: Iterable[str]) -> dict[tuple[str, str], str]:
    """The newest word on each finding (visit and id) of these visits."""
    columns = (FINDING.c.visit, FINDING.c.finding_id, FINDING.c.entry)
    rows = by_keys(connection, select(*columns), FINDING.c.visit, visits)
    return {(row.visit, row.finding_id): row.entry for row in rows}


def replace_notice_findings(
    connection: Connection, notices: Sequence[str], rows: Sequence[NoticeFindingRow]
) -> None:
    """Write the findings of these notices anew."""
    if notices:
        connection.execute(delete(NOTICE_FINDING).where(NOTICE_FINDING.c.notice.in_(notices)))
    upsert(connection, rows)


def last_serial(connection: Connection, district: str, year: int) -> int:
    """The highest running number that a notice of the year has, withdrawn ones included."""
    query = select(func.max(NOTICE.c.serial)).where(
        NOTICE.c.district == district, NOTICE.c.year == year
    )
    return int(connection.execute(query).scalar_one() or 0)


@dataclass(frozen=True, slots=True)
class StatedSeries:
    """What the office stated of a series last: the number, where in the log, and the version."""

    last: int
    position: int
    version: str


def stated_series(connection: Connection, district: str) -> dict[str, StatedSeries]:
    """What the district's office has stated of each of its series, the newest first."""
    query = (
        select(SERIES.c.series, SERIES.c.last, SUBJECT.c.position, SUBJECT.c.version)
        .join(
            SUBJECT,
            (SUBJECT.c.district == SERIES.c.district) & (SUBJECT.c.code == SERIES.c.series),
        )
        .where(SUBJECT.c.noun == "series", SERIES.c.district == district)
        .order_by(SERIES.c.series.desc())
    )
    return {
        row.series: StatedSeries(row.last, row.position, row.version)
        for row in connection.execute(query)
    }


def last_restore(connection: Connection, kind: str) -> Any | None:
    """Where and when (``position``, ``accepted_at``) the server last went on from a backup.

    Only what stands on the server's own chain tells it. None where it never did.
    """
    query = (
        select(ENTRY.c.position, RUN.c.accepted_at)
        .join(RUN, RUN.c.first == ENTRY.c.run)
        .where(ENTRY.c.kind == kind, RUN.c.chain == first_chain(connection))
        .order_by(ENTRY.c.position.desc())
        .limit(1)
    )
    return connection.execute(query).one_or_none()


def put_right(connection: Connection, visits: Iterable[str]) -> set[tuple[str, str]]:
    """The findings of these visits that have ended, or wait for nothing but being closed."""
    query = select(FINDING.c.visit, FINDING.c.finding_id, FINDING.c.state)
    return {
        (row.visit, row.finding_id)
        for row in by_keys(connection, query, FINDING.c.visit, visits)
        if FindingState(row.state) is FindingState.CHECKED or not FindingState(row.state).is_open
    }


def district_name(connection: Connection, district: str) -> str:
    """What the district is called; its id before it has a name."""
    query = select(DISTRICT.c.name).where(DISTRICT.c.district == district)
    return str(connection.execute(query).scalar_one_or_none() or district)


def folded_notice(connection: Connection, notice: str) -> str | None:
    """The notice as folded, in JSON; None where there is none."""
    query = select(NOTICE.c.folded).where(NOTICE.c.notice == notice)
    return connection.execute(query).scalar_one_or_none()


def notice_district(connection: Connection, notice: str) -> str | None:
    """The district whose notice this is; None where there is none."""
    query = select(NOTICE.c.district).where(NOTICE.c.notice == notice)
    return connection.execute(query).scalar_one_or_none()
