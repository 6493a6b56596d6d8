"""Reading papers: what they are about, which findings are open, and what was said of each."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, case, func, not_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from domain.findings.state import FindingState
from domain.kinds.paper.builder import HOLDING, PaperState
from sync_server.data import ledger
from sync_server.data.driver.statements import in_parts
from sync_server.data.ledger import Logged
from sync_server.data.tables import (
    ChainRow,
    FindingRow,
    PaperFindingRow,
    PaperRow,
    SubjectRow,
)
from sync_server.data.upsert import table_named

FindingKey = tuple[str, str]
"""A finding's visit and id."""

PAPER = table_named("paper")
FINDING = table_named("finding")

HELD = sorted(state.value for state in HOLDING)
"""The states of a paper that holds, as the table has them."""
_NEW_STATES = [state.value for state in FindingState if state.wants_paper]


def paper(session: Session, paper_id: str) -> PaperRow | None:
    """One paper, of whatever district: whoever asks checks the scope."""
    return session.get(PaperRow, paper_id)


def papers_of_school(session: Session, district: str, school_id: str) -> list[PaperRow]:
    """The unit's papers, drafts and voided ones too, the newest first."""
    query = select(PaperRow).where(PaperRow.district == district, PaperRow.school_id == school_id)
    newest = col(PaperRow.listed_on).desc(), col(PaperRow.listed_at).desc()
    return list(session.exec(query.order_by(*newest)))


class PaperFigures(NamedTuple):
    """A paper, how many findings it names, and how many of them are open.

    ``awaited`` are those that are open and whose unit has not said that they are put right.
    """

    row: PaperRow
    findings: int
    open: int
    awaited: int


def papers(session: Session, ids: Sequence[str]) -> list[PaperFigures]:
    """These papers in this order."""
    named = (
        select(PaperFindingRow.paper, FindingRow.is_open, FindingRow.state)
        .outerjoin(
            FindingRow,
            (col(FindingRow.visit) == PaperFindingRow.visit)
            & (col(FindingRow.finding_id) == PaperFindingRow.finding_id),
        )
        .where(col(PaperFindingRow.paper).in_(ids))
    )
    named_by: dict[str, list[tuple[bool, str]]] = {}
    for paper_id, is_open, state in session.exec(named):
        named_by.setdefault(paper_id, []).append((bool(is_open), state))
    rows = session.exec(select(PaperRow).where(col(PaperRow.paper).in_(ids)))
    found = {row.paper: _figures(row, named_by.get(row.paper, ())) for row in rows}
    return [found[each] for each in ids]


def _figures(row: PaperRow, named: Sequence[tuple[bool, str]]) -> PaperFigures:
    still = [state for is_open, state in named if is_open]
    awaited = sum(FindingState(state).is_the_units for state in still)
    return PaperFigures(row, len(named), len(still), awaited)


def numbers_of(session: Session, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Those of these papers that have a number, each with it."""
    query = select(PaperRow.paper, PaperRow.number).where(
        col(PaperRow.paper).in_(ids), PaperRow.number != ""
    )
    return list(session.exec(query).all())


def findings_of(session: Session, paper_id: str) -> list[tuple[PaperFindingRow, FindingRow | None]]:
    """What a paper is about, each with the finding as it now stands, where it is here."""
    rows = session.exec(
        select(PaperFindingRow, FindingRow)
        .outerjoin(
            FindingRow,
            (col(FindingRow.visit) == PaperFindingRow.visit)
            & (col(FindingRow.finding_id) == PaperFindingRow.finding_id),
        )
        .where(PaperFindingRow.paper == paper_id)
        .order_by(col(FindingRow.raised_on), PaperFindingRow.visit, PaperFindingRow.finding_id)
    )
    return list(rows)


def entries_of(session: Session, paper_id: str) -> list[tuple[Logged, str]]:
    """A paper's entries in log order, each with the account that wrote it, or else the chain."""
    found = ledger.of_subjects(session.connection(), [paper_id])
    chains = {each.line.header.chain for each in found}
    query = select(ChainRow.chain, ChainRow.account).where(col(ChainRow.chain).in_(chains))
    accounts: dict[str, str] = dict(session.exec(query).all())
    named = [(each, each.line.header.chain) for each in found]
    return [(each, accounts.get(chain) or chain) for each, chain in named]


def entries(session: Session, ids: Iterable[str]) -> list[Logged]:
    """Those of the entries that the log holds."""
    return ledger.by_ids(session.connection(), ids)


def papers_about(session: Session, visits: Iterable[str]) -> dict[FindingKey, tuple[PaperRow, ...]]:
    """The papers that hold about each finding of these visits, the newest one last."""
    found: dict[FindingKey, list[PaperRow]] = {}
    for some in in_parts(visits):
        rows = session.exec(
            select(PaperFindingRow.visit, PaperFindingRow.finding_id, PaperRow)
            .join(PaperRow, col(PaperRow.paper) == PaperFindingRow.paper)
            .where(col(PaperRow.state).in_(HELD))
            .where(col(PaperFindingRow.visit).in_(some))
        )
        for visit, finding_id, row in rows:
            found.setdefault((visit, finding_id), []).append(row)
    return {key: tuple(sorted(some, key=_age)) for key, some in found.items()}


def open_findings(session: Session, district: str, school_id: str) -> list[tuple[FindingRow, str]]:
    """The unit's findings of visits that stand that are not put right, the oldest first.

    Each with its visit's version. What was fixed on the spot is among them only once a look
    found it undone, or a paper is about it.
    """
    is_mended = and_(
        col(FindingRow.is_fixed_on_spot).is_(True), col(FindingRow.state).in_(_NEW_STATES)
    )
    query = (
        select(FindingRow, SubjectRow.version)
        .join(SubjectRow, col(SubjectRow.subject) == FindingRow.visit)
        .where(
            FindingRow.district == district,
            FindingRow.school_id == school_id,
            col(FindingRow.is_open).is_(True),
            FindingRow.state != FindingState.CHECKED.value,
            not_(is_mended),
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


def _age(row: PaperRow) -> tuple[str, int, str]:
    return row.listed_on, row.listed_at, row.paper


def pending(session: Session, district: str) -> int:
    """How many of the district's papers wait to be signed."""
    query = sql_select(func.count()).select_from(PAPER)
    query = query.where(PAPER.c.district == district, PAPER.c.state == PaperState.PENDING.value)
    return int(session.connection().execute(query).scalar_one())


def papers_to(session: Session, district: str, school_id: str) -> list[PaperRow]:
    """The unit's papers that hold, the newest first."""
    query = select(PaperRow).where(
        PaperRow.district == district,
        PaperRow.school_id == school_id,
        col(PaperRow.state).in_(HELD),
    )
    return sorted(session.exec(query), key=_age, reverse=True)
