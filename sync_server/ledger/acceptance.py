"""Which lines of a delivery the ledger takes, and what it notes about each.

The ledger never refuses a true record: only what cannot be linked to an enrolled chain by
hash and signature is refused, line by line. What a rule dislikes is taken and flagged later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain import kinds
from domain.clock import format_instant, parse_instant
from domain.kinds.chain import ChainOpened
from domain.trail.chain import head_message
from domain.trail.delivery import Delivery, SignedHead, vouched_for
from domain.trail.line import Header, Line, Tick
from domain.trail.timing import Answered, Arrival, Interval, intervals
from domain.visit.assessment import Mark
from domain.wire.messages import RefusedLine
from sync_server.data.chains import Chain
from sync_server.data.engine import Transaction
from sync_server.data.held import Held
from sync_server.data.own import devices
from sync_server.ledger.held_lines import held_of
from sync_server.ledger.keys import is_signed
from sync_server.projection.chain_book import CHAIN_KINDS, ChainBook, Link

SHUT_OUT = "这部手机的登录已失效，请重新登录；已记录的内容都还在手机上。"
"""What a device is told whose token is not good any more."""
LET_GO = (
    "您参加的专项已经办结、撤销，或者小组里不再有您，账号随之停用。"
    "已记录的内容都还在手机上；还要用的，请联系督导室。"
)
"""What a delegate is told whom no campaign keeps, once they have proved who they are."""
OVER = "campaign_over"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who brings a delivery: its device's chain and account, and the token it showed (hashed)."""

    chain: str
    account: str
    token_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """A delivery and who brings it, looked over before the lock.

    ``is_run``: it has nothing but lines of one chain that follow each other and say nothing of
    chains, and one head, which names the last of them.
    """

    delivery: Delivery
    carrier: Carrier
    is_run: bool

    @classmethod
    def of(cls, delivery: Delivery, carrier: Carrier) -> "Push":
        """The delivery, looked over."""
        return cls(delivery, carrier, _is_run(delivery))

    @property
    def chains(self) -> list[str]:
        """The chains that its lines and heads name, each once, in their order."""
        if self.is_run:
            return [self.delivery.envelope.heads[0].chain]
        named = [line.header.chain for line in self.delivery.lines]
        return list(dict.fromkeys([*named, *(head.chain for head in self.delivery.envelope.heads)]))

    def indexed(self) -> list[tuple[int, Line]]:
        """The good lines with their places in the delivery."""
        bad = {refused.index for refused in self.delivery.refused}
        total = len(self.delivery.lines) + len(bad)
        places = (index for index in range(total) if index not in bad)
        return list(zip(places, self.delivery.lines, strict=True))


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry that is taken in this transaction, at its position."""

    position: int
    line: Line
    interval: Interval
    earliest: str
    latest: str
    carrier: str
    marks: frozenset[Mark]


@dataclass(slots=True, eq=False)
class Run:
    """New lines of one chain, each the next one's ``prev``."""

    lines: list[Line]


@dataclass
class Reception:
    """Takes deliveries, one after the other, behind what the log holds; writes nothing yet."""

    transaction: Transaction
    size: int
    now: datetime
    book: ChainBook
    pending: dict[str, Pending] = field(default_factory=dict)
    heads: list[SignedHead] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    answers: dict[str, dict[str, Answered]] = field(default_factory=dict)
    at: str = field(init=False)

    def __post_init__(self) -> None:
        self.at = format_instant(self.now)

    def load(self, pushes: Sequence[Push]) -> None:
        """Read at once what the log knows of these deliveries' chains, entries and devices."""
        carriers = {push.carrier.chain for push in pushes}
        self.book.load({chain for push in pushes for chain in push.chains} | carriers)
        lines = [line for push in self._unusual(pushes) for line in push.delivery.lines]
        self.held |= held_of(self.transaction, self.book, lines)
        tokens = {push.carrier.token_hash for push in pushes if push.carrier.token_hash}
        self.answers = devices.answers(self.transaction.ledger, tokens)

    def _unusual(self, pushes: Sequence[Push]) -> list[Push]:
        """Those that do not simply go on from where their chain ends then; nothing is taken yet.

        Of the others nothing need be looked up: behind the tip of a chain that never forked the
        log holds nothing, and of the tip all is known that is asked for.
        """
        ends: dict[str, str] = {}
        found: list[Push] = []
        for push in pushes:
            first = push.delivery.lines[0].header if push.is_run else None
            chain = self.book.get(first.chain) if first else None
            if first is None or chain is None or not _goes_on(first, chain, ends):
                found.append(push)
                continue
            if chain.chain not in ends:
                tip = str(chain.tip_id)
                self.held[tip] = Held(tip, chain.chain, chain.tip_seq, str(chain.tip_earliest))
            ends[chain.chain] = push.delivery.lines[-1].id
        return found

    def take(self, push: Push) -> list[RefusedLine]:
        """Take what can be taken of a delivery; the rest is answered with its reasons.

        A line that the log holds, or that another delivery of this group brings, is neither
        taken again nor refused.
        """
        if push.is_run and self._take_run(push):
            return []
        refused = [
            RefusedLine(index=each.index, code=each.code, detail=each.detail)
            for each in push.delivery.refused
        ]
        fresh: dict[str, tuple[int, Line]] = {}
        for index, line in _parents_first(push.indexed()):
            if line.id in fresh or line.id in self.pending or line.id in self.held:
                continue
            problem = self._problem(line, fresh)
            if problem is None:
                fresh[line.id] = (index, line)
            else:
                refused.append(_refused(index, line, problem))
        refused += self._accept_vouched(push, fresh)
        return sorted(refused, key=lambda each: each.index)

    def _take_run(self, push: Push) -> bool:
        """Take a run that goes on from the tip of its chain, as most do; or else nothing."""
        lines, (head,) = push.delivery.lines, push.delivery.envelope.heads
        chain = self.book.get(lines[0].header.chain)
        if chain is None or not _goes_on(lines[0].header, chain):
            return False
        if not self._is_true(head, lines[-1].header):
            return False
        self._accept(lines, push)
        self.heads.append(head)
        return True

    def _accept_vouched(
        self, push: Push, fresh: Mapping[str, tuple[int, Line]]
    ) -> list[RefusedLine]:
        """Take the lines that a signed head among them covers; the others, refused.

        The head itself must be taken too: it is what anybody checks the signature with later.
        """
        lines = [line for _, line in fresh.values()]
        heads = [
            head
            for head in push.delivery.envelope.heads
            if head.id in fresh and self._is_true(head, fresh[head.id][1].header)
        ]
        vouched = vouched_for(heads, lines)
        runs: dict[str, Run] = {}
        for line in lines:
            if line.id in vouched:
                _join(runs, line)
        for run in dict.fromkeys(runs.values()):
            self._accept(run.lines, push)
        self.heads += heads
        return [
            _refused(index, line, _UNSIGNED)
            for index, line in fresh.values()
            if line.id not in vouched
        ]

    def _is_true(self, head: SignedHead, header: Header) -> bool:
        """Whether the head names this entry by chain and seq, and the chain's key signed it."""
        chain = self.book.get(head.chain)
        if chain is None or (head.chain, head.seq) != (header.chain, header.seq):
            return False
        message = head_message(head.chain, head.seq, head.id)
        return is_signed(chain.public_key, message, head.signature)

    def _problem(self, line: Line, fresh: Mapping[str, tuple[int, Line]]) -> tuple[str, str] | None:
        """Why the line cannot hang where it says it does (code and words), or None."""
        header = line.header
        chain = self.book.get(header.chain)
        if chain is None:
            return "unknown_chain", "This chain is not enrolled here."
        if header.prev is None:
            return None if _opens(line, chain) else _MISMATCH
        before = self._seq(header.chain, header.prev, fresh)
        if before is None:
            return "unknown_prev", "The entry before this one is not here; send it first."
        if header.seq != before + 1:
            return "wrong_seq", f"The entry before has seq {before}, this one {header.seq}."
        return None

    def _seq(self, chain: str, entry: str, fresh: Mapping[str, tuple[int, Line]]) -> int | None:
        """The seq of an entry of this chain that is held or on its way; None without one."""
        found: Header | Held | None = self.held.get(entry)
        if entry in self.pending:
            found = self.pending[entry].line.header
        elif entry in fresh:
            found = fresh[entry][1].header
        return found.seq if found and found.chain == chain else None

    def _accept(self, lines: Sequence[Line], push: Push) -> None:
        """Put lines that follow each other at the next positions."""
        first, last, carrier = lines[0].header, lines[-1], push.carrier.chain
        headers = [line.header for line in lines]
        times = intervals(
            headers, arrival(push, first.chain, self.now, self.answers), self._floor(first)
        )
        chain = self.book.get(first.chain)
        if (
            chain is None
            or chain.tip_id != first.prev
            or not CHAIN_KINDS.isdisjoint(header.kind for header in headers)
        ):
            for line, interval in zip(lines, times, strict=True):
                self.append(line, interval, carrier)
            return
        end = self.size + len(self.pending) + len(lines) - 1
        earliest = format_instant(times[-1].earliest)
        place = (end, first.chain, last.header.seq, last.id, first.prev)
        marks = self.book.take(Link(*place, self.at, earliest), None)
        for line, interval in zip(lines, times, strict=True):
            self._put(line, interval, carrier, marks)

    def append(self, line: Line, interval: Interval, carrier: str) -> Pending:
        """Put one entry at the next position."""
        header, position = line.header, self.size + len(self.pending)
        earliest = format_instant(interval.earliest)
        link = Link(position, header.chain, header.seq, line.id, header.prev, self.at, earliest)
        body = kinds.read(line).body if header.kind in CHAIN_KINDS else None
        return self._put(line, interval, carrier, self.book.take(link, body))

    def _put(self, line: Line, interval: Interval, carrier: str, marks: frozenset[Mark]) -> Pending:
        if not line.is_whole:
            marks |= {Mark.WITHHELD}
        if interval.is_contradicted:
            marks |= {Mark.CLOCK_CONTRADICTION}
        times = (format_instant(interval.earliest), format_instant(interval.latest))
        position = self.size + len(self.pending)
        taken = Pending(position, line, interval, *times, carrier, marks)
        self.pending[line.id] = taken
        return taken

    def _floor(self, first: Header) -> datetime:
        """The earliest of the entry before, or the chain's enrolment before its first one."""
        if first.prev is None:
            chain = self.book.get(first.chain)
            return parse_instant(chain.enrolled_at) if chain else self.now
        pending = self.pending.get(first.prev)
        if pending is not None:
            return pending.interval.earliest
        return parse_instant(self.held[first.prev].earliest)


_UNSIGNED = ("unsigned_head", "No head signed by the chain's key covers this line.")
_MISMATCH = (
    "chain_mismatch",
    "A chain begins with chain.opened, naming the account and key it was enrolled with.",
)


def arrival(
    push: Push, chain: str, now: datetime, answers: Mapping[str, Mapping[str, Answered]]
) -> Arrival:
    """The delivery's own times; ticks tell something only of the carrier's own chain.

    ``answers`` are what the devices were told, by token and server time. A last answer is
    believed only beside the server's own record of it; where there is no record of any (after a
    restart, or a backup was restored) it tells nothing.
    """
    envelope, carrier = push.delivery.envelope, push.carrier
    if chain != carrier.chain:
        return Arrival(now)
    known = answers.get(carrier.token_hash or "", {})
    answer, tick = envelope.last_answer, envelope.tick
    if answer is None or tick is None or not _is_known_boot(known, tick):
        return Arrival(now, tick)
    return Arrival(now, tick, answer, known.get(answer.server_at))


def _is_known_boot(known: Mapping[str, Answered], tick: Tick) -> bool:
    return any(each.tick.boot == tick.boot for each in known.values())


def _is_run(delivery: Delivery) -> bool:
    heads, run = delivery.envelope.heads, delivery.run
    if len(heads) != 1:
        return False
    if run is not None:
        named = (heads[0].id, heads[0].seq, heads[0].chain)
        is_named = named == (run.ids[-1], run.last_seq, run.chain)
        return is_named and run.kinds.isdisjoint(CHAIN_KINDS)
    lines = delivery.lines
    if delivery.refused or not lines:
        return False
    header = lines[0].header
    before, seq, chain = header.prev, header.seq, header.chain
    for line in lines:
        header = line.header
        if (header.prev, header.seq, header.chain) != (before, seq, chain):
            return False
        if header.kind in CHAIN_KINDS:
            return False
        before, seq = line.id, seq + 1
    return (heads[0].id, heads[0].seq, heads[0].chain) == (before, seq - 1, chain)


def _goes_on(first: Header, chain: Chain, ends: Mapping[str, str] | None = None) -> bool:
    """Whether a run that begins so goes on from the tip of a chain that never forked.

    ``ends`` are tips that others will have moved until then.
    """
    if chain.is_forked or chain.tip_earliest is None or first.prev is None:
        return False
    if ends is not None and chain.chain in ends:
        return first.prev == ends[chain.chain]
    return (first.prev, first.seq) == (chain.tip_id, chain.tip_seq + 1)


def _opens(line: Line, chain: Chain) -> bool:
    body = kinds.read(line).body
    return (
        isinstance(body, ChainOpened)
        and body.account == chain.account
        and body.public_key == chain.public_key
        and body.is_practice == chain.is_practice
    )


def _parents_first(lines: Iterable[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """The lines by chain, in the order the chains appear, and by seq within each."""
    rank: dict[str, int] = {}
    indexed = list(lines)
    for _, line in indexed:
        rank.setdefault(line.header.chain, len(rank))
    return sorted(
        indexed, key=lambda each: (rank[each[1].header.chain], each[1].header.seq, each[0])
    )


def _join(runs: dict[str, Run], line: Line) -> None:
    """Add the line to the run that ends with its ``prev``, or begin one.

    ``runs`` is by the id of each run's every line, so that they keep the order they began in.
    """
    run = runs.get(line.header.prev or "")
    if run is None or run.lines[-1].id != line.header.prev:
        run = Run([])
    run.lines.append(line)
    runs[line.id] = run


def _refused(index: int, line: Line, problem: tuple[str, str]) -> RefusedLine:
    code, detail = problem
    return RefusedLine(index=index, id=line.id, code=code, detail=detail)
