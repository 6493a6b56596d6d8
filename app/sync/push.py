"""Pushing entries: in deliveries small enough, marked as sent only by checked receipts."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass

from app.store import chains, lines
from app.store.lines import WITHHELD, StoredLine
from app.sync.chunk_size import ChunkSize
from app.sync.link import Link
from app.sync.progress import Phase
from app.sync.receipts import checked
from app.sync.reconcile import reconcile
from domain.errors import TooLarge, Unavailable
from domain.trail.delivery import (
    MAX_GZIP_BYTES,
    MAX_LINES,
    MAX_PLAIN_BYTES,
    Envelope,
    LastAnswer,
    SignedHead,
    write_delivery,
)
from domain.wire.messages import PushAnswer, RefusedLine

_ENVELOPE_ROOM = 64 * 1024
WORDS = {
    "unknown_prev": "服务器缺少前面的记录，正在重新核对。",
    "unknown_chain": "服务器不认得这部手机，请重新登录一次。",
    **dict.fromkeys(WITHHELD, "这条记录在手机上坏了，服务器读不出；下次只上传它的凭据。"),
}


@dataclass(slots=True)
class PushResult:
    """What a push came to: lines vouched for, and whether the log is another than before."""

    sent: int = 0
    is_new_epoch: bool = False
    must_go_again: bool = False


def push_entries(link: Link, chunk_size: ChunkSize, *, with_refused: bool = False) -> PushResult:
    """Bring every unsent line to the server, as far as it will take them.

    A delivery is no larger than the network's pace: one that breaks has to go again whole.
    """
    pushed = PushResult()
    tried: set[str] = set()
    with link.store.database.read() as transaction:
        total = lines.unsent_count(transaction, link.account)
    while batch := _next(link, chunk_size, tried, with_refused):
        link.report(Phase.ENTRIES, pushed.sent / total if total else None)
        began = chunk_size.watch()
        try:
            _deliver(link, batch, pushed)
        except Unavailable:
            chunk_size.failed()
            raise
        chunk_size.took(chunk_size.watch() - began)
        tried |= {line.id for line in batch}
    return pushed


def _next(
    link: Link, chunk_size: ChunkSize, tried: set[str], with_refused: bool
) -> list[StoredLine]:
    """The next lines that were not tried in this run and fit in one delivery."""
    with link.store.database.read() as transaction:
        limit = MAX_LINES + len(tried)
        waiting = lines.unsent(transaction, link.account, limit, with_refused=with_refused)
    batch: list[StoredLine] = []
    most, size = min(chunk_size.piece, MAX_PLAIN_BYTES - _ENVELOPE_ROOM), 0
    for line in waiting:
        if line.id in tried:
            continue
        size += len(line.raw) + 1
        if batch and (size > most or len(batch) == MAX_LINES):
            break
        batch.append(line)
    return batch


def _deliver(link: Link, batch: Sequence[StoredLine], pushed: PushResult) -> None:
    """Send the lines, in halves where they are too much for one request."""
    body = gzip.compress(delivery_of(link, batch), compresslevel=6)
    if len(body) > MAX_GZIP_BYTES and len(batch) > 1:
        _deliver_halves(link, batch, pushed)
        return
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    try:
        answer = link.ask("POST", "/api/v1/trail", body, headers).read(PushAnswer)
    except TooLarge:
        if len(batch) == 1:
            raise
        _deliver_halves(link, batch, pushed)
        return
    _note(link, batch, answer, pushed)


def _deliver_halves(link: Link, batch: Sequence[StoredLine], pushed: PushResult) -> None:
    middle = len(batch) // 2
    _deliver(link, batch[:middle], pushed)
    _deliver(link, batch[middle:], pushed)


def delivery_of(link: Link, batch: Sequence[StoredLine]) -> bytes:
    """The delivery's bytes: the device's tick, what it last heard, and a signed head per run."""
    with link.store.database.read() as transaction:
        row = chains.current_chain(transaction, link.account)
    tick = link.device.clock.tick()
    last = None
    is_same_boot = row is not None and tick is not None and row.answer_boot == tick.boot
    if row and is_same_boot and row.answer_at and row.answer_ms is not None:
        last = LastAnswer(server_at=row.answer_at, ms=row.answer_ms)
    envelope = Envelope(tick=tick, last_answer=last, heads=heads(batch))
    return write_delivery(envelope, (line.sent for line in batch))


def heads(batch: Sequence[StoredLine]) -> tuple[SignedHead, ...]:
    """The last signed line of every unbroken run: a head vouches for what its links reach.

    What a damaged database gave back may have lost its signature; the ones after vouch for it.
    """
    last: dict[tuple[str, int], StoredLine] = {}
    runs: dict[str, int] = {}
    before: dict[str, int] = {}
    for line in batch:
        if before.get(line.chain) != line.seq - 1:
            runs[line.chain] = line.seq
        before[line.chain] = line.seq
        if line.signature:
            last[line.chain, runs[line.chain]] = line
    return tuple(
        SignedHead(chain=line.chain, seq=line.seq, id=line.id, signature=line.signature)
        for line in last.values()
    )


def _note(link: Link, batch: Sequence[StoredLine], answer: PushAnswer, pushed: PushResult) -> None:
    """Keep what the answer says, in one transaction."""
    heard = link.heard(answer.server_at)
    ids = [line.id for line in batch]
    receipts = checked(answer.receipts, ids, link.chain.log_public_key)
    safe = {entry for receipt in receipts for entry in receipt.ids or ()}
    with link.store.database.write() as transaction:
        lines.mark_sent(transaction, receipts, heard.at)
        for each in answer.refused:
            if 0 <= each.index < len(batch) and ids[each.index] not in safe:
                words = _words(each)
                lines.mark_refused(transaction, ids[each.index], each.code, words)
        is_more = bool(lines.unsent(transaction, link.account, 1, with_refused=False))
        chains.note_answer(transaction, link.chain.chain, heard, keeps_older=is_more)
        pushed.is_new_epoch |= chains.note_epoch(transaction, link.account, answer.epoch)
        for state in answer.chains:
            pushed.must_go_again |= reconcile(transaction, state)
    pushed.sent += len(safe.intersection(ids))


def _words(each: RefusedLine) -> str:
    return WORDS.get(each.code, f"服务器没有接受这条记录（{each.code}）：{each.detail}")
