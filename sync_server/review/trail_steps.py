"""The trail of one visit step by step: every accepted entry, when it can have happened, and
what it replaced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain import kinds
from domain.clock import parse_instant
from domain.kinds import KINDS, Trait
from domain.kinds.piece import Body
from domain.kinds.reading import Reading
from domain.trail.line import Line, read_header
from domain.trail.order import in_order
from domain.trail.timing import ClockGrade, Interval
from domain.visit.assessment import Mark
from domain.visit.visit import Visit
from sync_server.data.tables import EntryRow


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One entry of the trail.

    ``ignored`` says why it does not count, ``before`` is the entry whose word it replaced, and
    ``is_correction`` tells that it came under a stated amendment.
    """

    row: EntryRow
    reading: Reading
    account: str
    ignored: str | None
    before: Reading | None
    is_correction: bool

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
    def marks(self) -> list[str]:
        """What acceptance noted about it."""
        return [mark for mark in self.row.marks.split(",") if mark]


def steps_of(
    visit: Visit, rows: Sequence[EntryRow], accounts: Mapping[str, str]
) -> tuple[TrailStep, ...]:
    """The visit's entries in the order of the fold, each with what it replaced."""
    ignored = {each.entry: each.reason for each in visit.ignored}
    amended = {each.stamp.entry for each in visit.amendments}
    newest: dict[tuple[str, str], Reading] = {}
    found: list[TrailStep] = []
    is_amending = False
    for row, reading in _readings(rows):
        reason = ignored.get(row.id)
        part = _part_of(reading.body) if reason is None else None
        before = newest.get(part) if part else None
        if part:
            newest[part] = reading
        is_amending = (is_amending or row.id in amended) and row.kind != "visit.submitted"
        found.append(
            TrailStep(
                row=row,
                reading=reading,
                account=accounts.get(row.chain, row.chain),
                ignored=reason,
                before=before,
                is_correction=is_amending and part is not None and not _is_remark(row.kind),
            )
        )
    return tuple(found)


def _readings(rows: Iterable[EntryRow]) -> Iterable[tuple[EntryRow, Reading]]:
    by_id = {row.id: row for row in rows}
    lines = (
        Line(row.id, read_header(row.header), row.header, row.body, row.private) for row in rows
    )
    for line in in_order(lines):
        yield by_id[line.id], kinds.read(line)


def _part_of(body: Body | None) -> tuple[str, str] | None:
    """What the entry is the newest word about; None for what is said once for all."""
    part = KINDS[body.kind].part if body else None
    return part.key_of(body) if body and part else None


def _is_remark(kind: str) -> bool:
    return Trait.REMARK in KINDS[kind].traits
