"""Taking pushes as nearly all are: each a run that goes on from the tip of a chain as it should.

What is written and answered is what the careful way writes and answers, which takes whatever
is unlike this; but nothing is made of the lines one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
from sync_server.data.runs import Shared, packed_usual
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


def take_usual(
    transaction: Transaction, log: LogHead, pushes: Sequence[Push], now: datetime, key: LogKey
) -> tuple[LogHead, list[WrittenAnswer]] | None:
    """The log's new head and the answers; None where any is not usual: then nothing is written."""
    runs = [push.delivery.run for push in pushes if push.is_run]
    usual = [run for run in runs if run is not None and run.kinds.isdisjoint(OF_FILES)]
    if len(usual) < len(pushes):
        return None
    found = chains.read_chains(transaction.standing, {run.chain for run in usual})
    taken = _taken(transaction, log.size, pushes, usual, found, now)
    return None if taken is None else _put(transaction, log, taken, found, now, key)


def _taken(
    transaction: Transaction,
    size: int,
    pushes: Sequence[Push],
    runs: Sequence[UsualRun],
    found: dict[str, Chain],
    now: datetime,
) -> list[_Taken] | None:
    """The runs at the next positions, and their chains moved on by them; None as above."""
    shown = {push.carrier.token_hash for push in pushes if push.delivery.envelope.last_answer}
    answers = devices.answers(transaction.ledger, {token for token in shown if token})
    taken: list[_Taken] = []
    for push, run in zip(pushes, runs, strict=True):
        chain, (head,) = found.get(run.chain), push.delivery.envelope.heads
        if chain is None or not _goes_on(run, chain) or not _is_signed(head, chain):
            return None
        came = arrival(push, run.chain, now, answers)
        times = spans(run.ticks, came, milliseconds_of(str(chain.tip_earliest)))
        if any([is_contradicted for _, _, is_contradicted in times]):
            return None
        own = [(earliest, latest) for earliest, latest, _ in times]
        taken.append(_Taken(run, head, push.carrier.chain, size, own))
        chain.tip_seq, chain.tip_id = run.last_seq, run.ids[-1]
        chain.tip_earliest = format_milliseconds(own[-1][0])
        size += len(own)
    return taken


def _goes_on(run: UsualRun, chain: Chain) -> bool:
    if chain.is_forked or chain.revoked_at is not None or chain.tip_earliest is None:
        return False
    return (run.prev, run.seq) == (chain.tip_id, chain.tip_seq + 1)


def _is_signed(head: SignedHead, chain: Chain) -> bool:
    message = head_message(head.chain, head.seq, head.id)
    return is_signed(chain.public_key, message, head.signature)


def _put(
    transaction: Transaction,
    log: LogHead,
    taken: Sequence[_Taken],
    found: dict[str, Chain],
    now: datetime,
    key: LogKey,
) -> tuple[LogHead, list[WrittenAnswer]]:
    """Put them into the log, and write the answers."""
    at, accepted = format_instant(now), to_milliseconds(now)
    hashes: list[bytes] = []
    for each in taken:
        hashes += leaf_hashes(each.first, each.run.ids, each.spans, accepted, each.carrier)
    growth = Growth(log.frontier, hashes)
    head = LogHead(growth.after, log.epoch)
    checkpoint = grow(transaction, growth, log.epoch, key, at)
    rows = [
        row
        for each in taken
        for row in packed_usual(
            each.first, each.run, each.spans, Shared(each.carrier, at, "", head.size)
        )
    ]
    ledger.append_packed(transaction, rows)
    ledger.keep_head_signatures(transaction, [each.head for each in taken])
    chains.move_tips(transaction, found.values())
    writer = AnswerWriter(at, log.epoch, checkpoint.write())
    return head, [_answer(writer, each, found, growth, accepted) for each in taken]


def _answer(
    writer: AnswerWriter, taken: _Taken, found: dict[str, Chain], growth: Growth, accepted: int
) -> WrittenAnswer:
    before = [(accepted - earliest, accepted - latest) for earliest, latest in taken.spans]
    proof = growth.proof(taken.first, taken.first + len(before))
    chain = found[taken.run.chain]
    receipt = WrittenReceipt(taken.first, taken.carrier, before, proof)
    return writer.write(chain.chain, (chain.tip_seq, str(chain.tip_id)), receipt)
