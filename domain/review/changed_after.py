"""What was changed on a visit after the office had approved it."""

from collections.abc import Iterable

from domain.kinds.visit.review import Verdict
from domain.trail.line import Line
from domain.trail.order import in_order
from domain.visit.visit import Visit


def changes_after_approval(visit: Visit, lines: Iterable[Line]) -> int:
    """How many changes that count came after the first approval that had seen everything.

    A change is an amendment that was stated, or the date set right; ``lines`` are the visit's
    entries. Before and after are by the order of the visit's entries, which no clock makes.
    """
    place = {line.id: number for number, line in enumerate(in_order(lines))}
    approved = [
        place[each.stamp.entry]
        for each in visit.reviews
        if each.verdict is Verdict.APPROVED and not each.is_stale
    ]
    changed = [each.stamp.entry for each in visit.amendments]
    if visit.redating is not None:
        changed.append(visit.redating.stamp.entry)
    return sum(place[each] > min(approved) for each in changed) if approved else 0
