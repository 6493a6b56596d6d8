"""Reading notices: what they are about, which findings are open, and what was said of each."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, case, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from domain.findings.state import FindingState
from domain.kinds.office.notice import NoticeState
from sync_server.data import ledger
from sync_server.data.driver.statements import in_parts
from sync_server.data.ledger import Logged
from sync_server.data.tables import (
    ChainRow,
    FindingRow,
    NoticeFindingRow,
    NoticeRow,
    SubjectRow,
)
from sync_server.data.upsert import table_named

FindingKey = tuple[str, str]
"""A finding's visit and id."""

NOTICE = table_named("notice")
FINDING = table_named("finding")


def notice(session: Session, notice_id: str) -> NoticeRow | None:
    """One notice, of whatever district: whoever asks checks the scope."""
    return session.get(NoticeRow, notice_id)


def notices_of_school(session: Session, district: str, school_id: str) -> list[NoticeRow]:
    """The unit's notices, withdrawn ones too, the newest first."""
    query = select(NoticeRow).where(
        NoticeRow.district == district, NoticeRow.school_id == school_id
    )
    return sorted(session.exec(query), key=_age, reverse=True)


class NoticeFigures(NamedTuple):
    """A notice, how many findings it names, and how many of them are open.

    ``awaited`` are those that are open and whose unit has not said that they are put right.
    """

    row: NoticeRow
    findings: int
    open: int
    awaited: int


def notices(session: Session, ids: Sequence[str]) -> list[NoticeFigures]:
    """These notices in this order."""
    named = (
        select(NoticeFindingRow.notice, FindingRow.is_open, FindingRow.state)
        .outerjoin(
            FindingRow,
            (col(FindingRow.visit) == NoticeFindingRow.visit)
            & (col(FindingRow.finding_id) == NoticeFindingRow.finding_id),
        )
        .where(col(NoticeFindingRow.notice).in_(ids))
    )
    named_by: dict[str, list[tuple[bool, str]]] = {}
    for notice, is_open, state in session.exec(named):
        named_by.setdefault(notice, []).append((bool(is_open), state))
    rows = session.exec(select(NoticeRow).where(col(NoticeRow.notice).in_(ids)))
    found = {row.notice: _figures(row, named_by.get(row.notice, ())) for row in rows}
    return [found[each] for each in ids]


def _figures(row: NoticeRow, named: Sequence[tuple[bool, str]]) -> NoticeFigures:
    still = [state for is_open, state in named if is_open]
    awaited = sum(FindingState(state).is_the_units for state in still)
    return NoticeFigures(row, len(named), len(still), awaited)


def numbers_of(session: Session, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Those of these notices that there are, each with its number."""
    query = select(NoticeRow.notice, NoticeRow.number).where(col(NoticeRow.notice).in_(ids))
    return list(session.exec(query).all())


def findings_of(
    session: Session, notice_id: str
) -> list[tuple[NoticeFindingRow, FindingRow | None]]:
    """What a notice is about, each with the finding as it now stands, where it is here."""
    rows = session.exec(
        select(NoticeFindingRow, FindingRow)
        .outerjoin(
            FindingRow,
            (col(FindingRow.visit) == NoticeFindingRow.visit)
            & (col(FindingRow.finding_id) == NoticeFindingRow.finding_id),
        )
        .where(NoticeFindingRow.notice == notice_id)
        .order_by(col(FindingRow.raised_on), NoticeFindingRow.visit, NoticeFindingRow.finding_id)
    )
    return list(rows)


def entries_of(session: Session, notice_id: str) -> list[tuple[Logged, str]]:
    """A notice's entries in log order, each with the account that wrote it, or else the chain."""
    found = ledger.of_subjects(session.connection(), [notice_id])
    chains = {each.line.header.chain for each in found}
    query = select(ChainRow.chain, ChainRow.account).where(col(ChainRow.chain).in_(chains))
    accounts: dict[str, str] = dict(session.exec(query).all())
    named = [(each, each.line.header.chain) for each in found]
    return [(each, accounts.get(chain) or chain) for each, chain in named]


def entries(session: Session, ids: Iterable[str]) -> list[Logged]:
    """Those of the entries that the log holds."""
    return ledger.by_ids(session.connection(), ids)


def notices_about(
    session: Session, visits: Iterable[str]
) -> dict[FindingKey, tuple[NoticeRow, ...]]:
    """The notices that hold about each finding of these visits, the newest one last."""
    found: dict[FindingKey, list[NoticeRow]] = {}
    for some in in_parts(visits):
        rows = session.exec(
            select(NoticeFindingRow.visit, NoticeFindingRow.finding_id, NoticeRow)
            .join(NoticeRow, col(NoticeRow.notice) == NoticeFindingRow.notice)
            .where(NoticeRow.state == NoticeState.ISSUED)
            .where(col(NoticeFindingRow.visit).in_(some))
        )
        for visit, finding_id, row in rows:
            found.setdefault((visit, finding_id), []).append(row)
    return {key: tuple(sorted(some, key=_age)) for key, some in found.items()}


def open_findings(session: Session, district: str, school_id: str) -> list[tuple[FindingRow, str]]:
    """The unit's findings of visits that stand that are not put right, the oldest first.

    Each with its visit's version.
    """
    query = (
        select(FindingRow, SubjectRow.version)
        .join(SubjectRow, col(SubjectRow.subject) == FindingRow.visit)
        .where(
            FindingRow.district == district,
            FindingRow.school_id == school_id,
            col(FindingRow.is_open).is_(True),
            FindingRow.state != FindingState.CHECKED.value,
        )
        .order_by(FindingRow.raised_on, FindingRow.visit, FindingRow.finding_id)
    )
    return list(session.exec(query))


def waiting_units(session: Session, district: str) -> list[Row[Any]]:
    """The units with findings that no paper is about yet: school_id, findings and hazards."""
    hazards = func.sum(case((FINDING.c.is_hazard.is_(True), 1), else_=0))
    query = sql_select(
        FINDING.c.school_id, func.count().label("findings"), hazards.label("hazards")
    ).where(
        FINDING.c.district == district,
        FINDING.c.wants_paper.is_(True),
    )
    return list(session.connection().execute(query.group_by(FINDING.c.school_id)))


def _age(row: NoticeRow) -> tuple[str, int, int]:
    return row.issued_on, row.year, row.serial
