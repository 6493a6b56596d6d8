"""Taking pushes as nearly all are: each a run that goes on from the tip of a chain as it should.

What is written and answered is what the careful way writes and answers, which takes whatever
is unlike this; but nothing is made of the lines one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from domain.clock import format_instant, format_milliseconds, milliseconds_of, to_milliseconds
from domain.trail.chain import head_message
from domain.trail.delivery import SignedHead
from domain.trail.range_proof import Growth
from domain.trail.receipt import leaf_hashes
from domain.trail.timing import spans
from domain.trail.usual_run import UsualRun
from domain.wire.written import AnswerWriter, WrittenAnswer, WrittenReceipt
from sync_server.data import chains, ledger
from sync_server.data.chains import Chain
from sync_server.data.engine import Transaction
from sync_server.data.log_tree import LogHead
from sync_server.data.own import devices
from sync_server.data.packing.usual_rows import UsualLines, usual_lines
from sync_server.data.runs import Run, Shared
from sync_server.ledger.acceptance import Push, arrival
from sync_server.ledger.keys import LogKey, is_signed
from sync_server.ledger.sealing import grow
from sync_server.projection.photo_files import Told

OF_FILES = frozenset(each.kind for each in get_args(Told))
"""Kinds that tell of photo files, of which the commit keeps account."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A run that is taken, from the position ``first`` on; ``spans`` are since 1970."""

    run: UsualRun
    head: SignedHead
    carrier: str
    first: int
    spans: list[tuple[int, int]]


@dataclass(slots=True)
class UsualCommit:
    """Takes the pushes of one commit together, where all of them are usual; else none."""

    transaction: Transaction
    log: LogHead
    now: datetime
    key: LogKey
    _chains: dict[str, Chain] = field(default_factory=dict)

    def take(self, pushes: Sequence[Push]) -> list[WrittenAnswer] | None:
        """The answers, once all is written; None where any is not usual: then nothing is."""
        runs = [push.delivery.run for push in pushes if push.is_run]
        usual = [run for run in runs if run is not None and run.kinds.isdisjoint(OF_FILES)]
        if len(usual) < len(pushes):
            return None
        names = {run.chain for run in usual}
        self._chains = chains.read_chains(self.transaction.standing, names)
        taken = self._taken(pushes, usual)
        return None if taken is None else self._put(taken)

    def _taken(self, pushes: Sequence[Push], runs: Sequence[UsualRun]) -> list[_Taken] | None:
        """The runs at the next positions, and their chains moved on by them; None as above."""
        shown = {push.carrier.token_hash for push in pushes if push.delivery.envelope.last_answer}
        answers = devices.answers(self.transaction.ledger, {each for each in shown if each})
        taken: list[_Taken] = []
        first = self.log.size
        for push, run in zip(pushes, runs, strict=True):
            chain, (head,) = self._chains.get(run.chain), push.delivery.envelope.heads
            if chain is None or not _goes_on(run, chain) or not _is_signed(head, chain):
                return None
            if taken and _is_one_run(taken[-1], run, push):
                return None
            came = arrival(push, run.chain, self.now, answers)
            times = spans(run.ticks, came, milliseconds_of(str(chain.tip_earliest)))
            if any(is_contradicted for _, _, is_contradicted in times):
                return None
            own = [(earliest, latest) for earliest, latest, _ in times]
            taken.append(_Taken(run, head, push.carrier.chain, first, own))
            chain.tip_seq, chain.tip_id = run.last_seq, run.ids[-1]
            chain.tip_earliest = format_milliseconds(own[-1][0])
            first += len(own)
        return taken

    def _put(self, taken: Sequence[_Taken]) -> list[WrittenAnswer]:
        """Put them into the log, and write the answers."""
        at, accepted = format_instant(self.now), to_milliseconds(self.now)
        hashes: list[bytes] = []
        for each in taken:
            own = leaf_hashes(each.first, each.run.ids, each.spans, (accepted, each.carrier))
            hashes += own
        growth = Growth(self.log.frontier, hashes)
        checkpoint = grow(self.transaction, growth, self.log.epoch, self.key, at)
        self.log = LogHead(growth.after, self.log.epoch)
        runs: list[Run | UsualLines] = []
        for each in taken:
            shared = Shared(each.carrier, at, "", self.log.size)
            runs += usual_lines(each.first, each.run, each.spans, shared)
        ledger.append_runs(self.transaction, runs)
        ledger.keep_head_signatures(self.transaction, [each.head for each in taken])
        chains.move_tips(self.transaction, self._chains.values())
        writer = AnswerWriter(at, self.log.epoch, checkpoint.write())
        return [self._answer(writer, each, growth, accepted) for each in taken]

    def _answer(
        self, writer: AnswerWriter, taken: _Taken, growth: Growth, accepted: int
    ) -> WrittenAnswer:
        before = [(accepted - earliest, accepted - latest) for earliest, latest in taken.spans]
        proof = growth.proof(taken.first, taken.first + len(before))
        chain = self._chains[taken.run.chain]
        receipt = WrittenReceipt(taken.first, taken.carrier, before, proof)
        return writer.write(chain.chain, (chain.tip_seq, str(chain.tip_id)), receipt)


def _is_one_run(before: _Taken, run: UsualRun, push: Push) -> bool:
    """Whether the log keeps both deliveries as one run, which here each makes by itself."""
    same = (before.run.chain, before.carrier, before.run.subjects[-1])
    return same == (run.chain, push.carrier.chain, run.subjects[0])


def _goes_on(run: UsualRun, chain: Chain) -> bool:
    if chain.is_forked or chain.revoked_at is not None or chain.tip_earliest is None:
        return False
    return (run.prev, run.seq) == (chain.tip_id, chain.tip_seq + 1)


def _is_signed(head: SignedHead, chain: Chain) -> bool:
    message = head_message(head.chain, head.seq, head.id)
    return is_signed(chain.public_key, message, head.signature)
