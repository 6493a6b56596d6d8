"""The projected ``chain`` rows: who writes a chain, under which key, and where it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION
from sync_server.data.driver.statements import executed, fetched, fetched_by_keys, insertion
from sync_server.data.engine import Transaction


@dataclass(slots=True)
class Chain:
    """One chain while entries are taken; ``tip_*`` is the end of its main branch."""

    chain: str
    account: str
    role: Role
    district: str
    installation: str
    public_key: str
    is_practice: bool
    enrolled_at: str
    revoked_at: str | None = None
    tip_seq: int = 0
    tip_id: str | None = None
    tip_earliest: str | None = None
    is_forked: bool = False

    @property
    def author(self) -> Author:
        """Who writes it, as the fold wants to know."""
        is_in_office = self.installation == OFFICE_INSTALLATION
        facts = (self.chain, self.account, self.role, self.district)
        return Author(*facts, self.is_practice, is_in_office)


_NAMES = [field.name for field in fields(Chain)]
_READ = f"SELECT {', '.join(_NAMES)} FROM chain WHERE chain IN (?)"  # noqa: S608
_OF_OFFICE = (
    f"SELECT {', '.join(_NAMES)} FROM chain"  # noqa: S608
    " WHERE account = ? AND public_key = ? AND role = ? AND district = ? AND revoked_at IS NULL"
    " ORDER BY enrolled_at DESC, chain DESC LIMIT 1"
)
_KEEP = f"{insertion('chain', _NAMES)} ON CONFLICT (chain) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _NAMES[1:]
)
_MOVE = "UPDATE chain SET tip_seq = ?, tip_id = ?, tip_earliest = ? WHERE chain = ?"


def read_chains(connection: Connection, ids: Iterable[str]) -> dict[str, Chain]:
    """Those of the chains that are enrolled."""
    return {row[0]: _chain(row) for row in fetched_by_keys(connection, _READ, ids)}


def chain_of_office(connection: Connection, author: Author, public_key: str) -> Chain | None:
    """The newest chain of this account, role and district that the server's own key signs.

    ``author.chain`` is not looked at. None before the first writing.
    """
    wanted = (author.account, public_key, author.role.value, author.district)
    found = fetched(connection, _OF_OFFICE, wanted)
    return _chain(found[0]) if found else None


def keep_chains(transaction: Transaction, chains: Iterable[Chain]) -> None:
    """Write the chains as they now stand."""
    executed(transaction.standing, _KEEP, [_row(chain) for chain in chains])


def move_tips(transaction: Transaction, chains: Iterable[Chain]) -> None:
    """Write where the chains now end; nothing else of them has changed."""
    rows = [(each.tip_seq, each.tip_id, each.tip_earliest, each.chain) for each in chains]
    executed(transaction.standing, _MOVE, rows)


def _row(chain: Chain) -> tuple[Any, ...]:
    return (
        chain.chain,
        chain.account,
        chain.role.value,
        chain.district,
        chain.installation,
        chain.public_key,
        chain.is_practice,
        chain.enrolled_at,
        chain.revoked_at,
        chain.tip_seq,
        chain.tip_id,
        chain.tip_earliest,
        chain.is_forked,
    )


def _chain(row: Sequence[Any]) -> Chain:
    """The chain in a row, its columns in the order of the fields."""
    chain = Chain(*row)
    chain.role = Role(chain.role)
    chain.is_practice, chain.is_forked = bool(chain.is_practice), bool(chain.is_forked)
    return chain
