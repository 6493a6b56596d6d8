"""A visit with what the log knows of its entries, and what the rules say of it."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import format_instant, parse_instant
from domain.kinds.folding import Stamp
from domain.kinds.reading import Reading
from domain.visit.assessment import Acceptance, Assessment, visit_date
from domain.visit.joint import united
from domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One entry as read, with its place in the log and what acceptance noted."""

    position: int
    reading: Reading
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
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

    @property
    def accepted(self) -> dict[str, Acceptance]:
        """What acceptance noted, by entry."""
        return {each.reading.line.id: each.acceptance for each in self.entries}

    @property
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


@dataclass(frozen=True, slots=True)
class JudgedVisit:
    """A visit, what the rules say of it, the zone of its school, and what counts with it."""

    folded: FoldedVisit
    assessment: Assessment
    zone: str
    counting_with: tuple[Visit, ...] = ()

    @property
    def visit(self) -> Visit:
        """The visit."""
        return self.folded.visit

    @property
    def counting(self) -> Visit:
        """The visit as it counts."""
        return united(self.visit, self.counting_with)

    @property
    def flag_codes(self) -> list[str]:
        """The codes of its flags, each once."""
        return list(dict.fromkeys(flag.code.value for flag in self.assessment.flags))
