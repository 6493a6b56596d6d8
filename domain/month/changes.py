"""What came to a sealed month after its seal: late arrivals (补报) and adjustments (调整).

Whatever happened, the sealed sum of each measure and all differences make the present one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from domain.kinds.visit.builder import State
from domain.visit.tally import Measure, Tally


class Place(NamedTuple):
    """Where a visit counts: its unit, the zone that was in, and who led."""

    school_id: str
    zone: str
    account: str


class CountedAt(NamedTuple):
    """What a visit adds at one of its units, and where that counts."""

    visit: str
    place: Place
    tally: Tally


class ChangeSort(StrEnum):
    """On which list a change stands."""

    LATE = "late"
    ADJUSTED = "adjusted"


class Why(StrEnum):
    """What made the difference."""

    ARRIVED = "arrived"
    MOVED_IN = "moved_in"
    RESTORED = "restored"
    MOVED_OUT = "moved_out"
    CANCELLED = "cancelled"
    MERGED = "merged"
    UNCOUNTED = "uncounted"
    AMENDED = "amended"
    REASSIGNED = "reassigned"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a visit stands now that counts in a month only then or only now.

    ``submitted_at`` is the log's position of its first submission, None for one that cannot be
    read; ``month`` the one it is of, ``came_from`` the one it was of before its date was set
    right, where that is known and another.
    """

    state: State
    month: str
    is_counted: bool
    submitted_at: int | None
    merged_into: str = ""
    came_from: str = ""


Moved = tuple[ChangeSort, Mapping[str, int]]
"""On which list a change stands, and what it adds to figures by their names."""


@dataclass(frozen=True, slots=True)
class Change:
    """One visit that a sealed month would count otherwise now.

    ``difference`` is what it adds to each measure now, less what it added then; ``other`` the
    month it moved from or to, or the visit it counts with. ``place`` is that of its first unit.
    """

    visit: str
    sort: ChangeSort
    why: Why
    place: Place
    difference: Tally
    other: str = ""

    @property
    def moved(self) -> Moved:
        """What it adds to the figures by their names."""
        return self.sort, {each.value: n for each, n in self.difference.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a sealed month, and what made the present one of it.

    ``late`` and ``adjusted`` are what stands on either list adds to it.
    """

    name: str
    locked: int
    late: int
    adjusted: int
    now: int

    @property
    def other(self) -> int:
        """What neither list explains: duty, papers, closings, distinct schools."""
        return self.now - self.locked - self.late - self.adjusted

    @property
    def is_same(self) -> bool:
        """Whether the figure stands as it was sealed, and nothing moved it."""
        return self.locked == self.now and not self.late and not self.adjusted


@dataclass(slots=True)
class _Visit:
    """What one visit adds at its units."""

    at: dict[Place, Tally] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Its first unit, at which the visit itself counts."""
        return max(sorted(self.at), key=lambda place: self.at[place][Measure.VISITS])

    @property
    def sums(self) -> Tally:
        """What it adds at all of them together."""
        return {each: sum(some[each] for some in self.at.values()) for each in Measure}


_NOTHING = _Visit()


def differing(locked: Iterable[CountedAt], now: Iterable[CountedAt]) -> set[str]:
    """The visits that count only then or only now, of which more must be known."""
    return {each.visit for each in locked} ^ {each.visit for each in now}


def changes(
    month: str,
    locked: Iterable[CountedAt],
    now: Iterable[CountedAt],
    standing: Callable[[str], Standing | None],
    position: int,
) -> list[Change]:
    """What differs of a month that was sealed at this position of the log, in order of visits.

    ``standing`` is asked of the visits that are ``differing``; None is one that is not there.
    """
    then, present = _by_visit(locked), _by_visit(now)
    found = []
    for visit in sorted({*then, *present}):
        before, after = then.get(visit, _NOTHING), present.get(visit, _NOTHING)
        if before.at == after.at:
            continue
        sort, why, other = ChangeSort.ADJUSTED, Why.AMENDED, ""
        difference = _difference(before, after)
        if not before.at:
            sort, why, other = _came(standing(visit), position)
        elif not after.at:
            why, other = _went(standing(visit), month)
        elif not difference:
            why = Why.REASSIGNED
        place = (after if after.at else before).place
        found.append(Change(visit, sort, why, place, difference, other))
    return found


def lines(
    names: Sequence[str],
    locked: Mapping[str, int],
    now: Mapping[str, int],
    moved: Iterable[Moved],
) -> list[Line]:
    """Each of these figures, sealed and now, with what the changes add to it."""
    sums = {each: Counter[str]() for each in ChangeSort}
    for sort, difference in moved:
        sums[sort].update(difference)
    return [
        Line(
            name,
            locked.get(name, 0),
            sums[ChangeSort.LATE][name],
            sums[ChangeSort.ADJUSTED][name],
            now.get(name, 0),
        )
        for name in names
    ]


def _came(found: Standing | None, position: int) -> tuple[ChangeSort, Why, str]:
    """Why a visit counts that did not."""
    if found is None or found.submitted_at is None or found.submitted_at > position:
        return ChangeSort.LATE, Why.ARRIVED, ""
    if found.came_from:
        return ChangeSort.ADJUSTED, Why.MOVED_IN, found.came_from
    return ChangeSort.ADJUSTED, Why.RESTORED, ""


def _went(found: Standing | None, month: str) -> tuple[Why, str]:
    """Why a visit does not count that did."""
    if found is None:
        return Why.UNCOUNTED, ""
    if found.is_counted and found.month != month:
        return Why.MOVED_OUT, found.month
    if found.state is State.MERGED:
        return Why.MERGED, found.merged_into
    return (Why.CANCELLED, "") if found.state is State.CANCELLED else (Why.UNCOUNTED, "")


def _by_visit(counted: Iterable[CountedAt]) -> Mapping[str, _Visit]:
    found: dict[str, _Visit] = {}
    for each in counted:
        found.setdefault(each.visit, _Visit()).at[each.place] = each.tally
    return found


def _difference(before: _Visit, after: _Visit) -> Tally:
    then, now = before.sums, after.sums
    return {each: now[each] - then[each] for each in Measure if now[each] != then[each]}
