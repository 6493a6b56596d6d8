"""Reading one visit's lines and their authors."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from domain.visit.visit import Visit
from sync_server.data import ledger
from sync_server.data.ledger import Logged
from sync_server.data.tables import ChainRow, PersonRow, VisitRow


def visit(session: Session, visit_id: str) -> Visit | None:
    """The folded visit, or None."""
    row = session.get(VisitRow, visit_id)
    return None if row is None else Visit.model_validate_json(row.folded)


def lines(session: Session, visit_id: str) -> list[Logged]:
    """The visit's entries in log order."""
    return ledger.of_subjects(session.connection(), [visit_id])


def chains(session: Session, names: Iterable[str]) -> list[ChainRow]:
    """These chains, by name."""
    wanted = col(ChainRow.chain).in_(list(names))
    return list(session.exec(select(ChainRow).where(wanted).order_by(ChainRow.chain)))


def writers(session: Session, names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Whose chains these are, by chain: the account, and its name where the register has one."""
    query = (
        select(ChainRow.chain, ChainRow.account, PersonRow.name)
        .join(PersonRow, col(PersonRow.account) == ChainRow.account, isouter=True)
        .where(col(ChainRow.chain).in_(list(names)))
    )
    return {chain: (account, name or "") for chain, account, name in session.exec(query)}


def tips(session: Session, chain: str) -> list[tuple[int, str]]:
    """The seq and id at the end of each branch of the chain."""
    return ledger.tips(session.connection(), chain)
