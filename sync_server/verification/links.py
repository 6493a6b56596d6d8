"""Checking how entries hang in their chains, and what acceptance marked."""

from domain import kinds
from domain.kinds.piece import Body
from domain.trail.line import Header, Line
from domain.visit.assessment import Mark
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.data.plain_runs import PlainRun
from sync_server.projection.chain_book import CHAIN_KINDS, ChainBook, Link
from sync_server.verification.fault import FaultKind
from sync_server.verification.opened import OpenedRun

# What acceptance saw of a delivery's own ticks; the log does not hold these.
_OF_ARRIVAL = (Mark.CLOCK_CONTRADICTION.value,)


class Links:
    """The chains as the log makes them, entry by entry, beside what the rows say.

    ``made`` has empty projected tables: nothing is believed of those in place. ``tips`` are the
    entries of each chain that none goes on from, with the first position of their runs.
    """

    def __init__(self, transaction: Transaction, made: Transaction) -> None:
        self._transaction = transaction
        self._book = ChainBook(made)
        self.tips: dict[str, dict[str, int]] = {}

    def knows(self, chain: str) -> bool:
        """Whether the chain is enrolled so far."""
        return self._book.get(chain) is not None

    def public_key(self, chain: str) -> str | None:
        """The key the chain was enrolled with; None when it was not."""
        found = self._book.get(chain)
        return found.public_key if found else None

    def check(self, run: OpenedRun) -> None:
        """Note what is wrong with the run's place in its chain; the next one goes on from it."""
        stored = ",".join(each for each in str(run.row.marks).split(",") if each not in _OF_ARRIVAL)
        if not stored and run.plain is not None and self._goes_on(run, run.plain):
            chain, before = run.row.chain, run.row.prev
        else:
            lines = run.lines or []
            for at, line in enumerate(lines):
                self._check(run, at, line, stored)
            chain, before = lines[0].header.chain, lines[0].header.prev
        self._end(chain, before, run.vouched[-1], run.first)

    def _goes_on(self, run: OpenedRun, plain: PlainRun) -> bool:
        """Go on by the whole run at once, where nothing about it is unusual; whether it was so."""
        row, chain = run.row, self._book.get(run.row.chain)
        if chain is None or chain.is_forked or chain.revoked_at:
            return False
        if (row.prev, row.seq) != (chain.tip_id, chain.tip_seq + 1):
            return False
        if not set(plain.kinds).isdisjoint(CHAIN_KINDS):
            return False
        last = row.seq + run.length - 1
        place = (run.end - 1, chain.chain, last, plain.ids[-1], chain.tip_id)
        self._book.take(Link(*place, str(row.accepted_at), plain.times[-1][0]), None)
        return True

    def pass_over(self, run: OpenedRun) -> None:
        """Go on behind a run whose lines cannot be read, by what else it tells."""
        chain = self._book.get(str(run.row.chain))
        if chain is not None and run.ids:
            chain.tip_seq, chain.tip_id = run.row.seq + run.length - 1, run.ids[-1]
            self._end(chain.chain, run.row.prev, run.ids[-1], run.first)

    def _check(self, run: OpenedRun, at: int, line: Line, stored: str) -> None:
        header, row = line.header, run.row
        chain = self._book.get(header.chain)
        if chain is None and run.first + at != 0:
            run.fault(FaultKind.CHAIN_UNKNOWN, "chain", header.chain, at)
            return
        if chain is not None and not self._follows(header, (chain.tip_seq, chain.tip_id)):
            run.fault(FaultKind.LINK_BROKEN, "prev", at=at)
        earliest = run.times[at][0] if run.times else ""
        place = (run.first + at, header.chain, header.seq, run.vouched[at], header.prev)
        link = Link(*place, str(row.accepted_at), earliest)
        marks = self._book.take(link, _body(line))
        if run.is_withheld and not line.is_whole:
            marks |= {Mark.WITHHELD}
        expected = ",".join(sorted(marks)) if marks else ""
        if stored != expected:
            run.fault(FaultKind.MARKS_WRONG, "marks", expected or "应无标记", at)

    def _follows(self, header: Header, tip: tuple[int, str | None]) -> bool:
        seq, tip_id = tip
        if header.prev == tip_id:
            return header.seq == seq + 1
        if header.prev is None:
            return header.seq == 1
        place = (header.chain, header.seq - 1, header.prev)
        return scan.is_held(self._transaction.ledger, place)

    def _end(self, chain: str, before: str | None, last: str, first: int) -> None:
        """Note that one more run is the end of its chain, and the entry before it none any more."""
        ends = self.tips.setdefault(chain, {})
        ends.pop(before or "", None)
        ends[last] = first


def _body(line: Line) -> Body | None:
    return kinds.read(line).body if line.header.kind in CHAIN_KINDS else None
