"""What the office's accounts wrote lately, read off the log."""

import sqlalchemy as sa
from sqlmodel import Session, select

from domain.kinds.chain import OFFICE_INSTALLATION
from sync_server.data.ledger import Logged, logged, run_of
from sync_server.data.tables import ChainRow
from sync_server.data.tables.run_table import RUN


def office_entries(session: Session, district: str, since: str) -> list[tuple[Logged, str]]:
    """The entries of the district's office accepted since then, newest first, and whose each is.

    The district's server is one of its accounts.
    """
    chains = select(ChainRow).where(
        ChainRow.district == district, ChainRow.installation == OFFICE_INSTALLATION
    )
    whose = {row.chain: row.account for row in session.exec(chains)}
    query = (
        sa.select(RUN)
        .where(RUN.c.chain.in_(whose), RUN.c.accepted_at >= since)
        .order_by(RUN.c.first.desc())
    )
    runs = [run_of(row) for row in session.connection().execute(query)]
    return [
        (each, whose[each.line.header.chain]) for run in runs for each in reversed([*logged(run)])
    ]
