"""Checking the log itself, commit by commit: every run's bytes, columns and links."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from domain.kinds.server import ServerRestored
from domain.trail.line import Line, sha256_hex
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.data.following.entry_index import IndexCheck
from sync_server.data.following.place import Place
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links
from sync_server.verification.opened import OpenedRun
from sync_server.verification.opening import opened_runs
from sync_server.verification.tables import faults_of
from sync_server.verification.tree import TreeCheck

_OF_HEADERS = ("chain", "seq", "prev", "subject")


@dataclass
class LogCheck:
    """Goes through the log once, commit by commit, beside its tree heads and its index.

    ``index_faults`` tells where the table ``entry`` is not what sound runs make it, up to the
    ``place`` where it stands; there is none without one.
    """

    transaction: Transaction
    public_key: str
    links: Links
    place: Place | None
    entries: int = 0
    heads: int = 0
    withheld: int = 0
    restorations: list[ServerRestored] = field(default_factory=list)
    index_faults: list[Fault] = field(default_factory=list)
    tree: TreeCheck = field(init=False)
    _index: IndexCheck | None = None

    def __post_init__(self) -> None:
        self.tree = TreeCheck(self.transaction, self.public_key, self.links)
        if self.place is not None:
            self._index = IndexCheck(self.transaction.tables)

    def faults(self) -> Iterator[Fault]:
        """Everything wrong with ``run``, ``tree_head`` and ``tile_hash``."""
        try:
            with closing(scan.tree_heads(self.transaction.ledger)) as heads:
                yield from self._faults(heads)
        finally:
            if self._index is not None:
                self._index.close()

    def _faults(self, heads: Iterator[Any]) -> Iterator[Fault]:
        connection = self.transaction.ledger
        head = next(heads, None)
        runs: list[OpenedRun] = []
        with closing(scan.runs(connection)) as rows, closing(opened_runs(rows)) as found:
            for run in found:
                while head is not None and run.first >= head.tree_size:
                    yield from self._commit(head, runs)
                    runs, head = [], next(heads, None)
                runs.append(run)
        while head is not None:
            yield from self._commit(head, runs)
            runs, head = [], next(heads, None)
        for run in runs:
            run.fault(FaultKind.TREE_WRONG, "tree_size", "没有包含它的日志树")
            yield from run.take_faults()
        yield from self.tree.tile_faults()
        self._compare_rest()

    def _commit(self, head: Any, runs: list[OpenedRun]) -> Iterator[Fault]:
        """Check the runs of one commit and the tree head after it."""
        self.heads += 1
        found: list[Fault] = []
        if self.tree.epoch and head.epoch != self.tree.epoch:
            found += self._new_epoch(head, runs)
        self.tree.begin(head)
        position = self.tree.frontier.size
        there: list[OpenedRun] = []
        for run in runs:
            if run.first < position:
                found.append(Fault(FaultKind.ROW_TOO_MANY, "run", str(run.first)))
                continue
            found += _missing(position, run.first)
            found += self._run(run, there[-1] if there else None, head)
            there.append(run)
            position = run.end
        found += _missing(position, head.tree_size)
        found += self.tree.faults(there)
        self._compare(there, is_sound=not found)
        yield from found

    def _run(self, run: OpenedRun, before: OpenedRun | None, head: Any) -> Iterator[Fault]:
        self.entries += run.length
        if run.row.tree_size != head.tree_size:
            run.fault(FaultKind.TREE_WRONG, "tree_size")
        elif run.end > head.tree_size or (before and before.is_continued_by(run)):
            run.fault(FaultKind.RUN_CUT_WRONG, "entries")
        if run.plain is None and run.lines is None:
            self.links.pass_over(run)
        else:
            if run.plain is None:
                for at, line in enumerate(run.lines or ()):
                    self._bytes(run, at, line)
            self.links.check(run)
        yield from run.take_faults()

    def _bytes(self, run: OpenedRun, at: int, line: Line) -> None:
        """Check one entry's id, pieces, and the columns that its header tells of."""
        row, header = run.row, line.header
        run.vouched.append(line.id)
        if run.ids is not None and line.id != run.ids[at]:
            is_id = self.tree.is_leaf(run, at, line.id)
            run.fault(FaultKind.BYTES_CHANGED, "ids" if is_id else "lines", at=at)
            if not is_id:
                run.vouched[at] = run.ids[at]
        before = run.vouched[at - 1] if at else row.prev
        told = (row.chain, row.seq + at, before, row.subject)
        written = (header.chain, header.seq, header.prev, line.subject)
        if told != written:
            for column, one, other in zip(_OF_HEADERS, told, written, strict=True):
                if one != other:
                    run.fault(FaultKind.COLUMN_NOT_THE_HEADERS, column, at=at)
        if line.body_bytes is None:
            self._gone(run, at, FaultKind.BYTES_CHANGED, "lines")
        elif sha256_hex(line.body_bytes) != header.body:
            run.fault(FaultKind.BYTES_CHANGED, "lines", at=at)
        if run.private is None:
            return
        if line.private_bytes is None:
            self._gone(run, at, FaultKind.PRIVATE_GONE, "private")
        elif sha256_hex(line.private_bytes) != header.private:
            run.fault(FaultKind.BYTES_CHANGED, "private", at=at)

    def _gone(self, run: OpenedRun, at: int, kind: FaultKind, column: str) -> None:
        """A piece that is not here: it never came, or somebody took it away."""
        if run.is_withheld:
            self.withheld += 1
        else:
            run.fault(kind, column, at=at)

    def _new_epoch(self, head: Any, runs: list[OpenedRun]) -> Iterator[Fault]:
        """Only going back to a backup begins an epoch, and the first entry in it says so."""
        lines = runs[0].lines if runs else None
        told = _restored(lines[0]) if lines else None
        place = (self.tree.frontier.size, self.tree.epoch)
        if told is None or (told.tree_size, told.epoch_before) != place:
            yield Fault(FaultKind.EPOCH_UNEXPLAINED, "tree_head", str(head.tree_size), "epoch")
        else:
            self.restorations.append(told)

    def _compare(self, runs: Sequence[OpenedRun], *, is_sound: bool) -> None:
        """Compare the index of a commit; one that is not sound itself vouches for nothing."""
        if self._index is None or self.place is None:
            return
        if not is_sound:
            self._index.pass_over(self.tree.frontier.size)
            return
        for run in runs:
            if run.first < self.place.position:
                for each in self._index.differences(run.index_rows()):
                    self.index_faults += faults_of(each)

    def _compare_rest(self) -> None:
        for each in self._index.rest() if self._index else ():
            self.index_faults += faults_of(each)


def _missing(first: int, end: int) -> Iterator[Fault]:
    for position in range(first, end):
        yield Fault(FaultKind.POSITION_MISSING, "run", str(position), "first")


def _restored(line: Line) -> ServerRestored | None:
    """What the entry says of a backup; None when it says anything else."""
    try:
        return (
            ServerRestored.model_validate_json(line.body_bytes or b"")
            if line.header.kind == ServerRestored.kind
            else None
        )
    except ValidationError:
        return None
