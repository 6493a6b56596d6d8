"""Which visits count with which: those that were merged, and the ones they were merged into."""

from collections.abc import Iterable, Mapping

from domain.visit.visit import Visit
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.projection.folded import FoldedVisit


def counting_with(
    transaction: Transaction, folded: Mapping[str, FoldedVisit]
) -> dict[str, tuple[Visit, ...]]:
    """The visits that count with each of these, those merged into merged ones too.

    What is folded here stands before what the tables have.
    """
    here: dict[str, dict[str, Visit]] = {}
    for each in folded.values():
        if each.visit.merged_into is not None:
            here.setdefault(each.visit.merged_into, {})[each.visit.visit_id] = each.visit
    known: dict[str, dict[str, Visit]] = {}
    wanted = set(folded)
    while wanted:
        found = {visit: dict(here.get(visit, {})) for visit in wanted}
        for into, text in projection.merged_into(transaction.tables, wanted):
            other = Visit.model_validate_json(text)
            if other.visit_id not in folded:
                found[into][other.visit_id] = other
        known |= found
        wanted = {visit for some in found.values() for visit in some} - known.keys()
    return {visit: tuple(_all_below(visit, known)) for visit in folded if known[visit]}


def above(transaction: Transaction, visits: Iterable[str]) -> set[str]:
    """These visits, and all that they count with in the end."""
    found: set[str] = set()
    wanted = set(visits)
    while wanted:
        found |= wanted
        wanted = projection.intos(transaction.tables, wanted) - found
    return found


def _all_below(visit: str, known: Mapping[str, Mapping[str, Visit]]) -> Iterable[Visit]:
    """What counts with a visit, in a fixed order, each once; never the visit itself."""
    seen, waiting = {visit}, [visit]
    while waiting:
        some = known.get(waiting.pop(0), {})
        for name in sorted(some.keys() - seen):
            seen.add(name)
            waiting.append(name)
            yield some[name]
