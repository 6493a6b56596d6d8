"""The rows of papers and references as the projector and the committer need them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from domain.findings.state import FindingState
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.paper.signing import Signatories
from sync_server.data.driver.statements import fetched_by_keys
from sync_server.data.ledger import ENTRY, by_keys, first_chain
from sync_server.data.tables import PaperFindingRow
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named, upsert

PAPER = table_named("paper")
PAPER_FINDING = table_named("paper_finding")
SERIES = table_named("number_series")
SUBJECT = table_named("subject")
FINDING = table_named("finding")
DISTRICT = table_named("district")
SIGNING = table_named("signing")
DELEGATE = table_named("delegate")


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


def replace_paper_findings(
    connection: Connection, papers: Sequence[str], rows: Sequence[PaperFindingRow]
) -> None:
    """Write the findings of these papers anew."""
    if papers:
        connection.execute(delete(PAPER_FINDING).where(PAPER_FINDING.c.paper.in_(papers)))
    upsert(connection, rows)


def last_serial(connection: Connection, district: str, paper_kind: str, year: int) -> int:
    """The highest running number that a paper of the kind and year has, voided ones included."""
    query = select(func.max(PAPER.c.serial)).where(
        PAPER.c.district == district, PAPER.c.paper_kind == paper_kind, PAPER.c.year == year
    )
    return int(connection.execute(query).scalar_one() or 0)


def is_number_taken(connection: Connection, district: str, number: str) -> bool:
    """Whether a paper of the district, voided or not, has this number, or an old one (期初)."""
    old = select(FINDING.c.visit).where(FINDING.c.district == district)
    old = old.where(FINDING.c.is_carried_over.is_(True), FINDING.c.number == number)
    is_old = connection.execute(old.limit(1)).first() is not None
    return is_old or is_given(connection, district, number)


def is_given(connection: Connection, district: str, number: str) -> bool:
    """Whether a paper that was written here, voided or not, has this number."""
    query = select(PAPER.c.paper).where(PAPER.c.district == district, PAPER.c.number == number)
    return connection.execute(query.limit(1)).first() is not None


def given_numbers(connection: Connection, district: str) -> frozenset[str]:
    """All numbers of papers that were written here."""
    query = select(PAPER.c.number).where(PAPER.c.district == district, PAPER.c.number != "")
    return frozenset(connection.execute(query).scalars())


def folded_paper(connection: Connection, paper: str) -> str | None:
    """The paper as JSON, of whatever district; None where there is none."""
    query = select(PAPER.c.folded).where(PAPER.c.paper == paper)
    return connection.execute(query).scalar_one_or_none()


def signatories(connection: Connection, district: str) -> Signatories:
    """Who signs the district's papers."""
    facts = connection.execute(
        select(SIGNING.c.facts).where(SIGNING.c.district == district)
    ).scalar_one_or_none()
    query = select(DELEGATE).where(DELEGATE.c.district == district)
    names = DelegateSet.model_fields
    delegates = tuple(
        DelegateSet(**{name: getattr(row, name) for name in names if name != "versions"})
        for row in connection.execute(query.order_by(DELEGATE.c.delegate_id))
    )
    return Signatories(SigningSet.model_validate_json(facts) if facts else None, delegates)


def open_among(connection: Connection, findings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these findings (visit and id) that are still to be put right."""
    wanted = set(findings)
    columns = (FINDING.c.visit, FINDING.c.finding_id)
    is_awaited = FINDING.c.state != FindingState.CHECKED.value
    query = select(*columns).where(FINDING.c.is_open.is_(True), is_awaited)
    rows = by_keys(connection, query, FINDING.c.visit, {visit for visit, _ in wanted})
    return {(row.visit, row.finding_id) for row in rows} & wanted


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


def district_name(connection: Connection, district: str) -> str:
    """What the district is called; its id before it has a name."""
    query = select(DISTRICT.c.name).where(DISTRICT.c.district == district)
    return str(connection.execute(query).scalar_one_or_none() or district)
