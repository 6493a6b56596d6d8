"""The trail of one visit step by step: every accepted entry, when it can have happened, and
what it replaced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain import kinds
from domain.kinds import KINDS, Trait
from domain.kinds.piece import Body
from domain.kinds.reading import Reading
from domain.trail.order import in_order
from domain.visit.visit import Visit
from sync_server.data.ledger import Logged
from sync_server.register.step import Step


@dataclass(frozen=True, slots=True)
class TrailStep(Step):
    """One entry of the trail.

    ``before`` is the entry whose word it replaced, and ``is_correction`` tells that it came
    under a stated amendment.
    """

    before: Reading | None
    is_correction: bool


def steps_of(
    visit: Visit, rows: Sequence[Logged], accounts: Mapping[str, str]
) -> tuple[TrailStep, ...]:
    """The visit's entries in the order of the fold, each with what it replaced."""
    ignored = {each.entry: each.reason for each in visit.ignored}
    amended = {each.stamp.entry for each in visit.amendments}
    newest: dict[tuple[str, str], Reading] = {}
    found: list[TrailStep] = []
    is_amending = False
    for row, reading in _readings(rows):
        entry, header = row.line.id, row.line.header
        reason = ignored.get(entry)
        part = _part_of(reading.body) if reason is None else None
        before = newest.get(part) if part else None
        if part:
            newest[part] = reading
        is_amending = (is_amending or entry in amended) and header.kind != "visit.submitted"
        found.append(
            TrailStep(
                row=row,
                reading=reading,
                account=accounts.get(header.chain, header.chain),
                ignored=reason,
                before=before,
                is_correction=is_amending and part is not None and not _is_remark(header.kind),
            )
        )
    return tuple(found)


def _readings(rows: Iterable[Logged]) -> Iterable[tuple[Logged, Reading]]:
    by_id = {row.line.id: row for row in rows}
    for line in in_order(row.line for row in by_id.values()):
        yield by_id[line.id], kinds.read(line)


def _part_of(body: Body | None) -> tuple[str, str] | None:
    """What the entry is the newest word about; None for what is said once for all."""
    part = KINDS[body.kind].part if body else None
    return part.key_of(body) if body and part else None


def _is_remark(kind: str) -> bool:
    return Trait.REMARK in KINDS[kind].traits
