"""A visit with what the log knows of its entries, and what the rules say of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache

from domain import kinds
from domain.clock import format_instant, parse_instant
from domain.kinds.folding import Stamp
from domain.kinds.reading import Reading
from domain.review.explaining import filed_under, seen_flags
from domain.trail.timing import Interval
from domain.visit.assessment import (
    Acceptance,
    Assessment,
    Evidence,
    Limits,
    Mark,
    assess,
    visit_date,
)
from domain.visit.flag import Flag
from domain.visit.joint import united
from domain.visit.visit import Visit
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.projection import SchoolFacts
from sync_server.data.runs import Run, Times


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One entry as read, with its place in the log and what acceptance noted."""

    position: int
    reading: Reading
    acceptance: Acceptance


@dataclass(frozen=True)
class FoldedVisit:
    """A visit with what is known of its entries: all of them, in log order."""

    visit: Visit
    entries: tuple[LoggedEntry, ...]

    @property
    def position(self) -> int:
        """The position of its latest entry."""
        return self.entries[-1].position

    @property
    def school(self) -> tuple[str, str]:
        """Its district and school."""
        return self.visit.district, self.visit.school_id

    @cached_property
    def accepted(self) -> dict[str, Acceptance]:
        """What acceptance noted, by entry."""
        return {each.reading.line.id: each.acceptance for each in self.entries}

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each of its entries is in the log."""
        return {each.reading.line.id: each.position for each in self.entries}

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its entries, counted or not."""
        return frozenset(each.reading.line.header.kind for each in self.entries)

    def day_of(self, stamp: Stamp) -> str:
        """The local day on which an entry was written."""
        interval = self.accepted[stamp.entry].interval
        day, _ = visit_date(parse_instant(stamp.at), interval)
        return day.isoformat()

    def possible_at(self, stamp: Stamp) -> str:
        """The claimed instant, or the nearest one at which it can have happened."""
        interval = self.accepted[stamp.entry].interval
        claimed: datetime = parse_instant(stamp.at)
        return format_instant(min(max(claimed, interval.earliest), interval.latest))


@dataclass(frozen=True)
class JudgedVisit:
    """A visit, what the rules say of it, the zone of its school, and what counts with it.

    ``zones`` are those of all units that count with it, as far as the register has them.
    """

    folded: FoldedVisit
    assessment: Assessment
    zone: str
    counting_with: tuple[Visit, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)

    @property
    def visit(self) -> Visit:
        """The visit."""
        return self.folded.visit

    @cached_property
    def counting(self) -> Visit:
        """The visit as it counts."""
        return united(self.visit, self.counting_with)

    def zone_of(self, school_id: str) -> str:
        """The zone of one of its units, as it was on the visit's day."""
        return self.zones.get(school_id, "")

    @cached_property
    def flag_codes(self) -> list[str]:
        """The codes of its flags, each once."""
        return list(dict.fromkeys(flag.code.value for flag in self.assessment.flags))

    @cached_property
    def filed_flags(self) -> list[str]:
        """Under what lists file its flags, explained ones apart; each once."""
        seen = seen_flags(self.visit, self.assessment.flags)
        return list(dict.fromkeys(map(filed_under, seen)))


School = tuple[str, str]
"""A school by its district and code."""


def places_of(
    folded: Iterable[FoldedVisit], with_it: Mapping[str, Sequence[Visit]]
) -> dict[str, list[School]]:
    """The units of each visit, its own first, and of what counts with it (``with_it``)."""
    found: dict[str, list[School]] = {}
    for each in folded:
        visit, places = each.visit, [each.school]
        for other in (visit, *with_it.get(visit.visit_id, ())):
            further = {*other.units, *other.counting.units}
            places += [(visit.district, school) for school in further]
        found[visit.visit_id] = places
    return found


def judged(
    folded: FoldedVisit,
    schools: Mapping[School, SchoolFacts],
    known: tuple[Sequence[Flag], Limits],
    counting_with: tuple[Visit, ...],
) -> JudgedVisit:
    """The visit as the rules judge it; ``schools`` are those of its units that the register has.

    ``known`` are what its neighbours say of it, and the limits of its district.
    """
    visit, school = folded.visit, schools.get(folded.school)
    at = {each: schools.get((visit.district, each)) for each in visit.units}
    evidence = Evidence(
        accepted=folded.accepted,
        of_neighbours=tuple(known[0]),
        is_school_known=school is not None,
        unknown_units=frozenset(each for each, facts in at.items() if facts is None),
        is_school_placed=school is None or school.is_placed,
        limits=known[1],
    )
    assessment = assess(visit, evidence)
    day = assessment.visit_on.isoformat()
    zones = {code: facts.zone_on(day) for (_, code), facts in schools.items()}
    zone = zones.get(visit.school_id, "")
    return JudgedVisit(folded, assessment, zone, counting_with, zones)


def placed(runs: Iterable[Run]) -> list[LoggedEntry]:
    """The entries of these runs, read, in their order."""
    return [each for run in runs for each in _of_run(run)]


def runs_within(transaction: Transaction, first: int, end: int) -> list[Run]:
    """What the log holds from one position up to another, which is left out.

    The first and the last of the runs may be parts of those that are stored.
    """
    return [_cut(run, first, end) for run in ledger.runs_between(transaction.ledger, first, end)]


def placed_of_subjects(
    transaction: Transaction, subjects: Iterable[str], before: int
) -> list[LoggedEntry]:
    """All entries of these subjects before a position, read, in log order."""
    runs = ledger.runs_of_subjects(transaction.ledger, subjects, before)
    return placed(_cut(run, 0, before) for run in runs)


def _of_run(run: Run) -> Iterator[LoggedEntry]:
    accepted_at, marks = parse_instant(run.shared.accepted_at), _marks(run.shared.marks)
    # Entries that were written together often can have happened within the same times.
    known: dict[Times, Acceptance] = {}
    for position, (line, times) in enumerate(zip(run.lines, run.times, strict=True), run.first):
        acceptance = known.get(times)
        if acceptance is None:
            earliest, latest = times
            interval = Interval(parse_instant(earliest), parse_instant(latest))
            acceptance = known[times] = Acceptance(accepted_at, interval, marks)
        yield LoggedEntry(position, kinds.read(line), acceptance)


def _cut(run: Run, first: int, end: int) -> Run:
    if first <= run.first and run.end <= end:
        return run
    some = slice(max(0, first - run.first), max(0, end - run.first))
    begin = max(first, run.first)
    return replace(run, first=begin, lines=run.lines[some], times=run.times[some])


@lru_cache(maxsize=64)
def _marks(names: str) -> frozenset[Mark]:
    return frozenset(Mark(name) for name in names.split(",") if name)
