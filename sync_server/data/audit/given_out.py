"""Finding the entry that tells of a file which left, by the file's hash."""

from sqlalchemy import Connection, select

from domain.kinds.chain import OFFICE_INSTALLATION
from sync_server.data.ledger import Logged, saying
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named

_CHAIN = table_named("chain")


def entries_naming(connection: Connection, district: str, sha256: str) -> list[Logged]:
    """What the district's office wrote with this hash in it, in log order."""
    chains = select(_CHAIN.c.chain).where(
        _CHAIN.c.district == district, _CHAIN.c.installation == OFFICE_INSTALLATION
    )
    return saying(connection, sha256.encode(), RUN.c.chain.in_(chains))
