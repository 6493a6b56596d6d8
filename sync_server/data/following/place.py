"""How far the tables have followed the ledger, kept beside them in the same transaction."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from sync_server.data.ledger import reaching
from sync_server.data.log_tree import TREE_HEAD
from sync_server.data.runs import ID_BYTES
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named

FOLLOWED = table_named("followed")
_LAG = (
    "SELECT (SELECT position FROM followed),"
    " (SELECT tree_size FROM tree_head ORDER BY tree_size DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables stand: the next position, the entry before it and its epoch, the fold."""

    fold: int
    position: int = 0
    entry: str | None = None
    epoch: str | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the tables have come, and how far the log has."""

    position: int
    end: int

    @property
    def entries(self) -> int:
        """How many entries there are to follow yet."""
        return max(0, self.end - self.position)


@dataclass(frozen=True, slots=True)
class Behind:
    """Tables that lag: when the last entry they have was accepted, and how many more there are."""

    accepted_at: str | None
    entries: int


def place_of(connection: Connection) -> Place:
    """Where the tables stand."""
    row = connection.execute(select(FOLLOWED)).one()
    return Place(row.fold, row.position, row.entry, row.epoch)


def move_to(connection: Connection, place: Place) -> None:
    """The tables stand here from now on."""
    values = {"position": place.position, "entry": place.entry, "epoch": place.epoch}
    connection.execute(update(FOLLOWED).values(**values))


def lag_of(connection: Connection) -> Lag:
    """How far the tables are behind what is committed."""
    position, end = connection.exec_driver_sql(_LAG).one()
    return Lag(position, end or 0)


def last_accepted_at(connection: Connection) -> str | None:
    """When the last entry that the tables have was accepted."""
    stands = select(FOLLOWED.c.position).scalar_subquery()
    query = select(RUN.c.accepted_at).where(RUN.c.first < stands)
    return connection.execute(query.order_by(RUN.c.first.desc()).limit(1)).scalar_one_or_none()


def after(connection: Connection, position: int, fold: int) -> Place:
    """The place of tables that have followed this log up to this position.

    Beyond the log's end it names no entry, so that it is no place of this log.
    """
    if position == 0:
        return Place(fold)
    last = position - 1
    query = select(RUN.c.first, RUN.c.ids).where(*reaching(RUN.c.first, last, position))
    run = connection.execute(query).one_or_none()
    if run is None:
        return Place(fold, position)
    start = (last - run.first) * ID_BYTES
    entry = bytes(run.ids[start : start + ID_BYTES]).hex()
    covering = select(func.min(TREE_HEAD.c.tree_size)).where(TREE_HEAD.c.tree_size >= position)
    epoch = select(TREE_HEAD.c.epoch).where(TREE_HEAD.c.tree_size == covering.scalar_subquery())
    return Place(fold, position, entry, connection.execute(epoch).scalar_one_or_none())
