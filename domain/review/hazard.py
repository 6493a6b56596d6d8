"""Which hazards the office has still to look at: they go before everything else (条例 15)."""

from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Finding
from domain.visit.visit import Visit

_NOT_REVIEWED = frozenset({State.IN_PROGRESS, State.SUBMITTED})


def is_unseen(visit: Visit, finding: Finding) -> bool:
    """Whether it is a hazard that nobody of the office has seen as it now stands.

    Whoever reviewed the visit has seen what it found. A visit still under way tells of its
    hazards too; one that was cancelled or is practice tells of none.
    """
    if not finding.is_hazard or visit.is_practice or visit.state not in _NOT_REVIEWED:
        return False
    seen = visit.sightings.get(finding.finding_id)
    return seen is None or seen.entry != finding.stamp.entry
