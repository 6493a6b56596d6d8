"""The projected ``chain`` rows: who writes a chain, under which key, and where it ends."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, select

from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION
from sync_server.data.engine import Transaction
from sync_server.data.ledger import by_keys
from sync_server.data.tables import ChainRow
from sync_server.data.upsert import table_named, upsert

CHAIN = table_named("chain")


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


_COLUMNS = [CHAIN.c[field.name] for field in fields(Chain)]


def read_chains(connection: Connection, ids: Iterable[str]) -> dict[str, Chain]:
    """Those of the chains that are enrolled."""
    rows = by_keys(connection, select(*_COLUMNS), CHAIN.c.chain, ids)
    return {row.chain: _chain(row._mapping) for row in rows}


def chain_of_office(connection: Connection, author: Author, public_key: str) -> Chain | None:
    """The newest chain of this account, role and district that the server's own key signs.

    ``author.chain`` is not looked at. None before the first writing.
    """
    query = (
        select(*_COLUMNS)
        .where(CHAIN.c.account == author.account, CHAIN.c.public_key == public_key)
        .where(CHAIN.c.role == author.role.value, CHAIN.c.district == author.district)
        .where(CHAIN.c.revoked_at.is_(None))
        .order_by(CHAIN.c.enrolled_at.desc(), CHAIN.c.chain.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _chain(row._mapping)


def keep_chains(transaction: Transaction, chains: Iterable[Chain]) -> None:
    """Write the chains as they now stand."""
    rows = [ChainRow(**{**asdict(chain), "role": chain.role.value}) for chain in chains]
    upsert(transaction.tables, rows)


def _chain(columns: object) -> Chain:
    values = dict(columns)  # type: ignore[call-overload]
    return Chain(**{**values, "role": Role(values["role"])})
