"""The texts of papers, and which of them an account has written that it has read."""

from collections.abc import Iterable

from sqlmodel import col, delete, select

from app.store.database import Transaction
from app.store.tables import ChainRow, LineRow, PolicyRow
from domain import kinds
from domain.kinds.office.policy import PolicyRead
from domain.trail.line import parse_kept
from domain.wire.messages import PolicyText


def held(transaction: Transaction, account: str) -> set[str]:
    """The hashes of the texts held for the account."""
    wanted = select(PolicyRow.sha256).where(PolicyRow.account == account)
    return set(transaction.exec(wanted))


def put(transaction: Transaction, account: str, sha256: str, document: str) -> None:
    """Keep a text as it came."""
    transaction.merge(PolicyRow(account=account, sha256=sha256, document=document))


def drop_others(transaction: Transaction, account: str, listed: Iterable[str]) -> None:
    """Let go of the texts that are not listed any more."""
    gone = held(transaction, account) - set(listed)
    transaction.exec(
        delete(PolicyRow).where(
            col(PolicyRow.account) == account, col(PolicyRow.sha256).in_(list(gone))
        )
    )


def texts(transaction: Transaction, account: str, wanted: Iterable[str]) -> dict[str, PolicyText]:
    """Those of the wanted texts that are held here, by hash."""
    rows = transaction.exec(
        select(PolicyRow).where(
            PolicyRow.account == account, col(PolicyRow.sha256).in_(list(wanted))
        )
    )
    return {row.sha256: PolicyText.model_validate_json(row.document) for row in rows}


def read_hashes(transaction: Transaction, account: str) -> set[str]:
    """The hashes of all parts the account has written that it has read, sent or not."""
    raws = transaction.exec(
        select(LineRow.raw)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(ChainRow.account == account, LineRow.kind == PolicyRead.kind)
    )
    bodies = (kinds.read(parse_kept(raw)).body for raw in raws)
    return {sha for body in bodies if isinstance(body, PolicyRead) for sha in body.sha256}
