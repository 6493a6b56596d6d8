"""Which visits count with which: those that were merged, and the ones they were merged into."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from domain.visit.visit import Visit
from sync_server.data.ledger import by_keys
from sync_server.data.upsert import table_named

_VISIT = table_named("visit")


def counting_with(
    connection: Connection, visits: Mapping[str, Visit]
) -> dict[str, tuple[Visit, ...]]:
    """The visits that count with each of these, those merged into merged ones too.

    What is given here stands before what the tables have.
    """
    here: dict[str, dict[str, Visit]] = {}
    for each in visits.values():
        if each.merged_into is not None:
            here.setdefault(each.merged_into, {})[each.visit_id] = each
    known: dict[str, dict[str, Visit]] = {}
    wanted = set(visits)
    while wanted:
        found = {visit: dict(here.get(visit, {})) for visit in wanted}
        for into, other in _merged_into(connection, wanted):
            if other.visit_id not in visits:
                found[into][other.visit_id] = other
        known |= found
        wanted = {visit for some in found.values() for visit in some} - known.keys()
    return {visit: tuple(_all_below(visit, known)) for visit in visits if known[visit]}


def above(connection: Connection, visits: Iterable[str]) -> set[str]:
    """These visits, and all that they count with in the end."""
    found: set[str] = set()
    wanted = set(visits)
    query = select(_VISIT.c.merged_into).where(_VISIT.c.merged_into.is_not(None))
    while wanted:
        found |= wanted
        rows = by_keys(connection, query, _VISIT.c.visit, wanted)
        wanted = {row.merged_into for row in rows} - found
    return found


def _merged_into(connection: Connection, visits: Iterable[str]) -> Iterable[tuple[str, Visit]]:
    """The visits that were merged into these, each behind the one it counts with."""
    query = select(_VISIT.c.merged_into, _VISIT.c.folded)
    for row in by_keys(connection, query, _VISIT.c.merged_into, visits):
        yield row.merged_into, Visit.model_validate_json(row.folded)


def _all_below(visit: str, known: Mapping[str, Mapping[str, Visit]]) -> Iterable[Visit]:
    """What counts with a visit, in a fixed order, each once; never the visit itself."""
    seen, waiting = {visit}, [visit]
    while waiting:
        some = known.get(waiting.pop(0), {})
        for name in sorted(some.keys() - seen):
            seen.add(name)
            waiting.append(name)
            yield some[name]
