"""One commit: a group of requests taken in one transaction, each seeing what went before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain import kinds
from domain.clock import format_instant
from domain.errors import Conflict, DujiError, NotSignedIn, Unavailable
from domain.ids import uuid7
from domain.kinds.arrival import MOST_PHOTOS, ArrivedPhoto, PhotosArrived, PhotosSeen
from domain.trail.line import Tick
from domain.trail.merkle import Frontier
from domain.trail.receipt import Leaf
from domain.visit.assessment import Acceptance
from domain.wire.messages import ChainState, PhotoState, PushAnswer, RefusedLine, Tip
from domain.wire.written import WrittenAnswer
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.held import place_of
from sync_server.data.log_tree import LogHead, newest_head
from sync_server.data.own import devices
from sync_server.data.photo_files import FilePlace, files_of
from sync_server.ledger.acceptance import SHUT_OUT, Carrier, Pending, Push, Reception
from sync_server.ledger.append import OfficeEntry, OfficeWriting, Writer
from sync_server.ledger.keys import LogKey
from sync_server.ledger.sealing import Standing, receipts, seal, standing
from sync_server.ledger.usual import OF_FILES, UsualCommit
from sync_server.projection.chain_book import SERVER_ACCOUNT, ChainBook
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.standing_tables import keep_standing

Refused = Mapping[str, NotSignedIn]
"""Accounts of which nothing is taken, each with what its device is told."""

Request = Push | OfficeWriting | ArrivedPhoto | PhotosSeen


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was answered with an error and left nothing behind."""

    error: DujiError


class Commit:
    """Takes requests in their order. Nothing read before the lock is used.

    A writing of the office is the first and the last of its commit: it is judged by tables
    that have all that was committed before.
    """

    def __init__(self, transaction: Transaction, key: LogKey, now: datetime) -> None:
        self._transaction = transaction
        self._key = key
        self._now = now
        self._has_appended = False
        self._inactive: Refused = {}
        self.log = self._opened_log()

    def open_epoch(self) -> None:
        """Go on in a new epoch from the next entry on; the log itself stays as it is."""
        self.log = replace(self.log, epoch=uuid7())
        devices.forget_answers(self._transaction.ledger)

    def take(self, requests: Sequence[Request], inactive: Refused | None = None) -> list[Any]:
        """What each request is answered: its result, or a Refusal.

        Pushes are taken together, then the photos that have arrived, told of in one entry, and
        those that were looked at. A writing comes alone. Nothing is taken of a push whose token
        is not good any more, or is that of an ``inactive`` account.
        """
        if len(requests) == 1 and isinstance(requests[0], OfficeWriting):
            return [self._write_alone(requests[0])]
        self._inactive = inactive or {}
        pushes = [each for each in requests if isinstance(each, Push)]
        arrived = [each for each in requests if isinstance(each, ArrivedPhoto)]
        seen = [each for each in requests if isinstance(each, PhotosSeen)]
        if len(pushes) + len(arrived) + len(seen) < len(requests):
            raise ValueError("a writing of the office needs a commit of its own")
        answers = {
            Push: iter(self._push(pushes)),
            ArrivedPhoto: iter(self._arrive(arrived)),
            PhotosSeen: iter(self._see(seen)),
        }
        return [next(answers[type(each)]) for each in requests]

    def _opened_log(self) -> LogHead:
        """The log's head; an empty log is begun with the server's own chain and a new epoch."""
        head = newest_head(self._transaction.ledger)
        if head is None:
            head = LogHead(Frontier(), uuid7())
            self.log = head
            reception = self._reception()
            Writer(reception, self._key).begin_log()
            self._close(reception)
            head = self.log
        return head

    def _reception(self) -> Reception:
        book = ChainBook(self._transaction)
        return Reception(self._transaction, self.log.size, self._now, book)

    def _push(self, pushes: Sequence[Push]) -> list[PushAnswer | WrittenAnswer | Refusal]:
        shown = {push.carrier.token_hash for push in pushes if push.carrier.token_hash}
        good = devices.good_tokens(self._transaction.ledger, shown)
        let_in = [push for push in pushes if self._is_let_in(push.carrier, good)]
        answers = iter(self._push_all(let_in))
        return [
            next(answers)
            if self._is_let_in(push.carrier, good)
            else Refusal(self._inactive.get(push.carrier.account, NotSignedIn(SHUT_OUT)))
            for push in pushes
        ]

    def _is_let_in(self, carrier: Carrier, good: Collection[str]) -> bool:
        if carrier.token_hash is None:
            return True
        return carrier.token_hash in good and carrier.account not in self._inactive

    def _push_all(self, pushes: Sequence[Push]) -> Sequence[PushAnswer | WrittenAnswer]:
        if not pushes:
            return []
        usual = UsualCommit(self._transaction, self.log, self._now, self._key)
        written = usual.take(pushes)
        if written is not None:
            self.log, self._has_appended = usual.log, True
            self._keep_answers(pushes)
            return written
        reception = self._reception()
        reception.load(pushes)
        refused = [reception.take(push) for push in pushes]
        places = self._close(reception)
        known = {
            place_of(line)
            for push in pushes
            for line in push.delivery.lines
            if line.id in reception.held and line.id not in places
        }
        if known:
            places |= standing(self._transaction, known, self._key)
        self._keep_answers(pushes)
        states = self._chain_states(reception.book, pushes)
        return [
            self._answer(push, some, places, states)
            for push, some in zip(pushes, refused, strict=True)
        ]

    def _keep_answers(self, pushes: Sequence[Push]) -> None:
        """Record by their ticks what devices are about to be told."""
        given: dict[str, Tick] = {}
        for push in pushes:
            tick = push.delivery.envelope.tick
            if push.carrier.token_hash and tick is not None:
                given.setdefault(push.carrier.token_hash, tick)
        devices.keep_answers(self._transaction.ledger, given, self._now)

    def _write_alone(self, writing: OfficeWriting) -> list[Leaf] | Refusal:
        if self._has_appended:
            raise ValueError("a writing of the office needs a commit of its own")
        return self._write(writing)

    def _write(self, writing: OfficeWriting) -> list[Leaf] | Refusal:
        """Take the entries; in the server's own name any number of times, as it sees no table."""
        reception = self._reception()
        try:
            taken = Writer(reception, self._key).write(writing)
        except DujiError as error:
            return Refusal(error)
        places = self._close(reception)
        return [places[each.line.id].leaf for each in taken]

    def _arrive(self, photos: Sequence[ArrivedPhoto]) -> Sequence[PhotoState | Refusal]:
        """Tell of the photos that are new; how each of them stands now."""
        if not photos:
            return []
        hashes = {photo.sha256 for photo in photos}
        here = files_of(self._transaction, hashes)
        fresh = [p for p in {p.sha256: p for p in photos}.values() if p.sha256 not in here]
        if fresh:
            parts = range(0, len(fresh), MOST_PHOTOS)
            bodies = [PhotosArrived(photos=tuple(fresh[at : at + MOST_PHOTOS])) for at in parts]
            told = self._write(
                OfficeWriting(SERVER_ACCOUNT, [OfficeEntry(each) for each in bodies])
            )
            if isinstance(told, Refusal):
                return [told] * len(photos)
            for leaf, body in zip(told, bodies, strict=True):
                places = (FilePlace(leaf.position, photo.size_bytes) for photo in body.photos)
                here |= zip((photo.sha256 for photo in body.photos), places, strict=True)
        return [photo_state(p.sha256, here[p.sha256], self.log.epoch) for p in photos]

    def _see(self, seen: Sequence[PhotosSeen]) -> Sequence[Any]:
        """Tell of the photos that were looked at."""
        if not seen:
            return []
        told = self._write(OfficeWriting(SERVER_ACCOUNT, [OfficeEntry(each) for each in seen]))
        return [told] * len(seen) if isinstance(told, Refusal) else told

    def _close(self, reception: Reception) -> dict[str, Standing]:
        """Put what was taken into the log and what stands of it; where it is, by id."""
        pending = list(reception.pending.values())
        if not pending:
            return {}
        self.log, places = seal(self._transaction, self.log, pending, self._key, self._now)
        self._has_appended = True
        ledger.keep_head_signatures(self._transaction, reception.heads)
        # No other body is read before the answer: the tables that need it follow.
        of_files = [each for each in pending if each.line.header.kind in OF_FILES]
        placed = [_placed(each, self._now) for each in of_files]
        keep_standing(self._transaction, reception.book, placed)
        return {each.leaf.id: each for each in places}

    def _answer(
        self,
        push: Push,
        refused: Sequence[RefusedLine],
        places: dict[str, Standing],
        states: dict[str, ChainState],
    ) -> PushAnswer:
        lines = [line.id for line in push.delivery.lines]
        turned_down = {each.id for each in refused}
        taken = [each for each in lines if each not in turned_down]
        return PushAnswer.model_construct(
            server_at=format_instant(self._now),
            epoch=self.log.epoch,
            chains=tuple(states[chain] for chain in push.chains if chain in states),
            receipts=receipts([] if refused else lines, taken, places),
            refused=tuple(refused),
        )

    def _chain_states(self, book: ChainBook, pushes: Sequence[Push]) -> dict[str, ChainState]:
        chains = {chain for push in pushes for chain in push.chains}
        states = (chain_state(self._transaction, book, chain) for chain in sorted(chains))
        return {state.chain: state for state in states if state}


def chain_state(transaction: Transaction, book: ChainBook, chain: str) -> ChainState | None:
    """How far the ledger is with a chain; None when nobody enrolled it."""
    known = book.get(chain)
    if known is None:
        return None
    tips: list[tuple[int, str]] = []
    if known.is_forked:
        tips = ledger.tips(transaction.ledger, chain)
    elif known.tip_id:
        tips = [(known.tip_seq, known.tip_id)]
    return ChainState(
        chain=chain,
        tips=tuple(Tip(seq=seq, id=entry) for seq, entry in tips),
        is_revoked=known.revoked_at is not None,
    )


def photo_state(sha256: str, place: FilePlace, epoch: str) -> PhotoState:
    """How a complete photo stands."""
    return PhotoState(
        sha256=sha256,
        offset=place.size_bytes,
        is_complete=True,
        position=place.position,
        epoch=epoch,
    )


def check_key(transaction: Transaction, key: LogKey) -> None:
    """Raise Conflict when the log was begun with another key than this process has."""
    first = ledger.first_chain(transaction.ledger)
    if first is None:
        return
    root = ChainBook(transaction).get(first)
    if root is None or root.public_key != key.public_hex:
        raise Conflict("The key file does not belong to this ledger.", code="other_log_key")


def disk_trouble(error: Unavailable) -> bool:
    """Whether the disk itself failed, so that nothing more may be tried in this process."""
    return error.specific_code == "io_error"


def _placed(pending: Pending, now: datetime) -> LoggedEntry:
    acceptance = Acceptance(now, pending.interval, pending.marks)
    return LoggedEntry(pending.position, kinds.read(pending.line), acceptance)
