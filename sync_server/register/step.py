"""One entry of a history as pages show it: who wrote it, when, and whether it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from domain.clock import parse_instant
from domain.kinds.folding import counted_since
from domain.kinds.reading import Reading
from domain.trail.timing import ClockGrade, Interval
from domain.visit.assessment import Mark
from sync_server.data.ledger import Logged


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a subject; ``ignored`` says why it does not count."""

    row: Logged
    reading: Reading
    account: str
    ignored: str | None

    @property
    def entry(self) -> str:
        """Its id."""
        return self.row.line.id

    @property
    def kind(self) -> str:
        """What kind of entry it is."""
        return self.reading.line.header.kind

    @property
    def claimed_at(self) -> str:
        """When, by the writer's clock."""
        return self.reading.line.header.at

    @property
    def interval(self) -> Interval:
        """When it can have happened."""
        is_contradicted = Mark.CLOCK_CONTRADICTION in self.marks
        earliest, latest = parse_instant(self.row.earliest), parse_instant(self.row.latest)
        return Interval(earliest, latest, is_contradicted)

    @property
    def is_clock_off(self) -> bool:
        """Whether the claim lies outside that interval."""
        return self.interval.disagrees(parse_instant(self.claimed_at))

    @property
    def grade(self) -> ClockGrade:
        """How narrowly the time is known; a web page has no tick of its own: bounded at best."""
        tick = self.reading.line.header.tick
        grade = self.interval.grade
        is_web = tick is not None and tick.boot.startswith("web-")
        return ClockGrade.BOUNDED if is_web and grade is ClockGrade.VERIFIED else grade

    @property
    def is_of_server(self) -> bool:
        """Whether the server itself wrote it down, by its own clock: no phone took part."""
        is_at_once = self.row.earliest == self.row.latest == self.row.accepted_at
        return self.reading.line.header.tick is None and is_at_once

    @property
    def marks(self) -> list[str]:
        """What acceptance noted about it."""
        return [mark for mark in self.row.marks.split(",") if mark]


class _Counted(Protocol):
    @property
    def entry(self) -> str: ...

    @property
    def ignored(self) -> str | None: ...


C = TypeVar("C", bound=_Counted)


def since(steps: Sequence[C], version: str) -> tuple[C, ...]:
    """What counted on a subject after it stood in this version; all of it when it never did."""
    counted = [step for step in steps if step.ignored is None]
    later = set(counted_since(version, [step.entry for step in counted]))
    return tuple(step for step in counted if step.entry in later)
