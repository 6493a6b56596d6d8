"""From an instant to a place in the log."""

from sqlalchemy import Connection, func, select

from sync_server.data.tables.run_table import RUN


def position_at(connection: Connection, instant: str) -> int:
    """The position of the first entry that was accepted then or later.

    What is accepted later stands later, so that it is found by halves, along the log's own key.
    """
    newest = connection.execute(select(func.max(RUN.c.first))).scalar_one()
    low, high = 0, (0 if newest is None else newest) + 1
    while low < high:
        middle = (low + high) // 2
        beyond = select(RUN.c.first, RUN.c.accepted_at).where(RUN.c.first >= middle)
        run = connection.execute(beyond.order_by(RUN.c.first).limit(1)).one_or_none()
        if run is None or run.accepted_at >= instant:
            high = middle
        else:
            low = run.first + 1
    found = connection.execute(select(func.min(RUN.c.first)).where(RUN.c.first >= low))
    return int(found.scalar_one() or low)
