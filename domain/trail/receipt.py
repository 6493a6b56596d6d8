"""What the server's log records of an entry, and the receipts that prove it.

A leaf is ``{"position","id","accepted_at","earliest","latest","carrier"}`` in this order, as
compact JSON. Its RFC 9162 hash is SHA-256(0x00 ‖ leaf).
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.clock import (
    Instant,
    format_instant,
    format_milliseconds,
    milliseconds_of,
    parse_instant,
)
from domain.trail.checkpoint import NotedCheckpoint
from domain.trail.line import ChainId, Sha256Hex
from domain.trail.merkle import leaf_hash
from domain.trail.range_proof import RangeProof, range_root

MOST_MS = 4 * 10**12
"""More milliseconds than there are years in which a time can lie."""

Ms = Annotated[int, Field(ge=0, le=MOST_MS)]
HashBase64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One position of the log: which entry, when it was accepted, when it can have happened.

    ``carrier`` is the chain whose device brought it: who carries is not who wrote.
    """

    position: int
    id: str
    accepted_at: str
    earliest: str
    latest: str
    carrier: str

    def leaf_bytes(self) -> bytes:
        """The exact bytes the log hashes; none of its texts holds what JSON would escape."""
        times = (self.accepted_at, self.earliest, self.latest)
        return leaf_bytes(self.position, self.id, times, self.carrier)

    def leaf_hash(self) -> bytes:
        """The leaf's hash in the log's Merkle tree."""
        return leaf_hash(self.leaf_bytes())


def leaf_bytes(position: int, entry: str, times: tuple[str, str, str], carrier: str) -> bytes:
    """The bytes of the leaf of these facts; ``times`` are accepted_at, earliest and latest."""
    accepted_at, earliest, latest = times
    return (
        f'{{"position":{position},"id":"{entry}","accepted_at":"{accepted_at}",'
        f'"earliest":"{earliest}","latest":"{latest}","carrier":"{carrier}"}}'
    ).encode()


def leaf_hashes(
    first: int, ids: Sequence[str], spans: Sequence[tuple[int, int]], accepted: tuple[int, str]
) -> list[bytes]:
    """The hashes of the leaves of neighbouring entries from position ``first`` on.

    ``spans`` are each one's earliest and latest, and ``accepted`` is when and of which carrier;
    times are milliseconds since 1970.
    """
    accepted_ms, carrier = accepted
    at, told = format_milliseconds(accepted_ms), dict[tuple[int, int], str]()
    for earliest, latest in set(spans):
        times = (at, format_milliseconds(earliest), format_milliseconds(latest))
        told[earliest, latest] = leaf_bytes(0, "", times, carrier).decode()[_AFTER_ID:]
    return [
        leaf_hash(f'{{"position":{position},"id":"{entry}{told[span]}'.encode())
        for position, (entry, span) in enumerate(zip(ids, spans, strict=True), first)
    ]


_AFTER_ID = len('{"position":0,"id":"')


class Receipt(BaseModel):
    """That neighbouring entries stand in the log from position ``first`` on.

    The log signed the ``checkpoint`` right after the commit that took them in; ``left`` and
    ``right`` are the range proof that leads from their leaves to its root. ``times`` are each
    entry's earliest and latest, in milliseconds before ``accepted_at``. Without ``ids`` it is of
    all lines of the delivery that it answers, in their order.
    """

    model_config = ConfigDict(frozen=True)

    checkpoint: NotedCheckpoint
    first: Annotated[int, Field(ge=0)]
    accepted_at: Instant
    carrier: ChainId
    times: Annotated[tuple[tuple[Ms, Ms], ...], Field(min_length=1)]
    left: tuple[HashBase64, ...]
    right: tuple[HashBase64, ...]
    ids: tuple[Sha256Hex, ...] | None = None

    @classmethod
    def of(
        cls, checkpoint: NotedCheckpoint, leaves: Sequence[Leaf], proof: RangeProof
    ) -> "Receipt":
        """The receipt of neighbouring leaves of one commit and one carrier, with their ids."""
        first = leaves[0]
        accepted = milliseconds_of(first.accepted_at)
        return cls.model_construct(
            checkpoint=checkpoint,
            first=first.position,
            accepted_at=first.accepted_at,
            carrier=first.carrier,
            times=tuple([_times(accepted, leaf) for leaf in leaves]),
            left=tuple(b64encode(each).decode() for each in proof.left),
            right=tuple(b64encode(each).decode() for each in proof.right),
            ids=tuple(leaf.id for leaf in leaves),
        )

    def with_ids(self, lines: Sequence[str]) -> "Receipt":
        """The receipt with its ids, where ``lines`` are those of the delivery it answers."""
        return self if self.ids is not None else self.model_copy(update={"ids": tuple(lines)})

    def without_ids(self) -> "Receipt":
        """The receipt as a delivery is answered all of whose lines it is of, in their order."""
        return self.model_copy(update={"ids": None})

    def leaves(self) -> tuple[Leaf, ...]:
        """The leaves that it is of. ValueError where it has no ids, or not as many as times."""
        if self.ids is None or len(self.ids) != len(self.times):
            raise ValueError("the receipt does not say of which entries it is")
        accepted = parse_instant(self.accepted_at)
        return tuple(
            Leaf(
                position=position,
                id=entry,
                accepted_at=self.accepted_at,
                earliest=format_instant(accepted - timedelta(milliseconds=earliest)),
                latest=format_instant(accepted - timedelta(milliseconds=latest)),
                carrier=self.carrier,
            )
            for position, (entry, (earliest, latest)) in enumerate(
                zip(self.ids, self.times, strict=True), self.first
            )
        )

    def is_proved(self) -> bool:
        """Whether the leaves and their proof give the checkpoint's root.

        Whether the log's key signed the checkpoint is for the caller to check.
        """
        try:
            hashes = [leaf.leaf_hash() for leaf in self.leaves()]
        except ValueError:
            return False
        left, right = (tuple(map(b64decode, side)) for side in (self.left, self.right))
        root = range_root(self.first, hashes, self.checkpoint.tree_size, RangeProof(left, right))
        return root is not None and root.hex() == self.checkpoint.root


def _times(accepted: int, leaf: Leaf) -> tuple[int, int]:
    return accepted - milliseconds_of(leaf.earliest), accepted - milliseconds_of(leaf.latest)
