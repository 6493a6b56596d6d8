"""A run as it is found: what of it can be read at all, nothing of it believed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.clock import parse_instant
from domain.trail.line import ChainId, Line
from domain.trail.merkle import leaf_hash
from domain.trail.receipt import leaf_bytes
from domain.visit.assessment import Mark
from sync_server.data.following.entry_index import rows_of
from sync_server.data.plain_runs import PlainRun, plain_run
from sync_server.data.runs import (
    MOST_LINES,
    Run,
    Shared,
    Times,
    goes_on,
    split_ids,
    unpacked_lines,
    unpacked_private,
    unpacked_times,
)
from sync_server.verification.fault import Fault, FaultKind

T = TypeVar("T")

_CHAIN_ID: TypeAdapter[str] = TypeAdapter(ChainId)
_SHARED = ("carrier", "accepted_at", "marks", "tree_size")


@dataclass(slots=True)
class OpenedRun:
    """One row of ``run``: the parts that can be read and fit together; the others are None.

    ``length`` is how many entries most of its parts have. ``is_withheld``: its marks say that
    pieces of each of its lines never came. The mark is not in the signed leaf: this is the
    server's word, and nobody else's. ``vouched`` are the ids of its lines as the log's tree has
    them, whichever of ids and lines was changed. Of a ``plain`` one nothing is left to ask but
    its place in the log and in its chain.
    """

    row: Any
    first: int
    is_withheld: bool
    length: int = 0
    ids: list[str] | None = None
    times: list[Times] | None = None
    private: list[bytes | None] | None = None
    plain: PlainRun | None = None
    leaf_hashes: list[bytes] = field(default_factory=list)
    vouched: list[str] = field(default_factory=list)
    _lines: list[Line] | None = None
    _named: set[tuple[FaultKind, str]] = field(default_factory=set)
    _faults: list[Fault] = field(default_factory=list)

    @property
    def lines(self) -> list[Line] | None:
        """Its lines, which are made of a plain run only where somebody asks."""
        if self._lines is None and self.plain is not None:
            private = unpacked_private(self.row.private)
            self._lines = unpacked_lines(self.row.lines, private, self.plain.ids)
        return self._lines

    @lines.setter
    def lines(self, lines: list[Line] | None) -> None:
        self._lines = lines

    @property
    def end(self) -> int:
        """The position behind its last one."""
        return self.first + self.length

    def fault(self, kind: FaultKind, column: str, detail: str = "", at: int | None = None) -> None:
        """Note what is wrong with a column, once each; ``at`` is the place of the entry."""
        if (kind, column) in self._named:
            return
        self._named.add((kind, column))
        if at is not None and self.length > 1:
            detail = "，".join(filter(None, (f"日志第 {self.first + at} 条", detail)))
        self._faults.append(Fault(kind, "run", str(self.row.first), column, detail))

    def take_faults(self) -> list[Fault]:
        """What was noted since this was asked last."""
        found, self._faults = self._faults, []
        return found

    def leaf_hash(self, at: int, entry: str) -> bytes | None:
        """The hash of the leaf at this place if the entry's id were this one.

        None where the run has no times.
        """
        if self.times is None:
            return None
        times = (self.row.accepted_at, *self.times[at])
        return leaf_hash(leaf_bytes(self.first + at, entry, times, self.row.carrier))

    def is_continued_by(self, other: "OpenedRun") -> bool:
        """Whether the other, right behind it in the same commit, should be one run with it."""
        one, two = self.row, other.row
        if self.end != other.first or any(
            getattr(one, each) != getattr(two, each) for each in _SHARED
        ):
            return False
        if self.plain and other.plain and (one.chain, one.subject) != (two.chain, two.subject):
            return False
        if not self.lines or not other.lines:
            return False
        return goes_on(self.lines[-1], other.lines[0], self.length)

    def index_rows(self) -> Iterable[tuple[Any, ...]]:
        """What the index has of the run; nothing where a part of it cannot be read."""
        if self.plain is not None:
            return self.plain.index_rows(self.row)
        if self.lines is None or self.times is None:
            return ()
        row = self.row
        shared = Shared(row.carrier, row.accepted_at, row.marks, row.tree_size)
        return rows_of(Run(self.first, self.lines, self.times, shared))


def opened(row: Any, plain: PlainRun | None = None) -> OpenedRun:
    """The row with its parts read, and faults noted where they cannot be.

    ``plain`` is what was read of it already, where it is as usual.
    """
    run = OpenedRun(row, int(row.first), Mark.WITHHELD.value in str(row.marks).split(","))
    is_told = _is_told(run)
    if is_told:
        run.plain = plain or plain_run(row)
    if run.plain is not None:
        run.ids, run.times, run.length = run.plain.ids, run.plain.times, len(run.plain.ids)
        run.vouched = list(run.plain.ids)
        run.leaf_hashes = run.plain.leaf_hashes
        return run
    _open(run, is_told)
    if run.ids is not None and run.times is not None:
        hashes = (run.leaf_hash(at, entry) for at, entry in enumerate(run.ids))
        run.leaf_hashes = [each for each in hashes if each]
    return run


def _open(run: OpenedRun, is_told: bool) -> None:
    """Read each part by itself; times are told from the time of acceptance."""
    row = run.row
    run.ids = _part(run, "ids", lambda: split_ids(row.ids))
    run.private = _part(run, "private", lambda: unpacked_private(row.private))
    given = (run.private or (), run.ids or ())
    run.lines = _part(run, "lines", lambda: unpacked_lines(row.lines, *given))
    if is_told:
        run.times = _part(run, "times", lambda: unpacked_times(row.times, row.accepted_at))
    _fit(run)
    if run.ids is None and run.lines is not None:
        run.ids = [line.id for line in run.lines]


def _part(run: OpenedRun, column: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except (TypeError, ValueError) as error:
        run.fault(FaultKind.BYTES_CHANGED, column, str(error))
        return None


def _is_told(run: OpenedRun) -> bool:
    """Whether time of acceptance and carrier are what such can be."""
    checks = (("accepted_at", parse_instant), ("carrier", _CHAIN_ID.validate_python))
    for column, check in checks:
        try:
            check(getattr(run.row, column))
        except (TypeError, ValueError, ValidationError):
            run.fault(FaultKind.LEAF_CHANGED, column)
            return False
    return True


def _fit(run: OpenedRun) -> None:
    """Settle how many entries there are, and leave out the parts that have more or fewer."""
    parts: dict[str, Sequence[Any] | None] = {
        "lines": run.lines,
        "ids": run.ids,
        "times": run.times,
        "private": run.private,
    }
    sizes = {name: len(part) for name, part in parts.items() if part is not None}
    sizes["entries"] = run.row.entries
    run.length = Counter(sizes.values()).most_common(1)[0][0]
    for name, size in sizes.items():
        if size != run.length:
            run.fault(FaultKind.RUN_UNEVEN, name)
            if name != "entries":
                setattr(run, name, None)
    if run.length > MOST_LINES:
        run.fault(FaultKind.RUN_CUT_WRONG, "entries")
