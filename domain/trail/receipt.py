"""What the server's log records of an entry, and what its key signs.

A leaf is ``{"position","id","accepted_at","earliest","latest","carrier"}`` in this order, as
compact JSON. Its RFC 9162 hash is SHA-256(0x00 ‖ leaf).
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.clock import Instant
from domain.trail import merkle, strict_json
from domain.trail.delivery import SignatureHex
from domain.trail.line import ChainId, Sha256Hex


class Leaf(BaseModel):
    """One position of the log: which entry, when it was accepted, when it can have happened.

    ``carrier`` is the chain whose device brought it: who carries is not who wrote.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    position: Annotated[int, Field(ge=0)]
    id: Sha256Hex
    accepted_at: Instant
    earliest: Instant
    latest: Instant
    carrier: ChainId

    def leaf_bytes(self) -> bytes:
        """The exact bytes the log hashes."""
        return strict_json.dump(self.model_dump(include=set(Leaf.model_fields)))

    def leaf_hash(self) -> bytes:
        """The leaf's hash in the log's Merkle tree."""
        return merkle.leaf_hash(self.leaf_bytes())


class Receipt(Leaf):
    """The server's signed word that the entry stands at this position of its log.

    ``tree_size`` and ``root`` (hex) are the log right after the commit that took the entry in,
    so every receipt is a checkpoint too.
    """

    epoch: str
    tree_size: Annotated[int, Field(ge=1)]
    root: Sha256Hex
    signature: SignatureHex


class Checkpoint(BaseModel):
    """The server's signed word what its log was at one size."""

    model_config = ConfigDict(frozen=True, strict=True)

    epoch: str
    tree_size: Annotated[int, Field(ge=0)]
    root: Sha256Hex
    at: Instant
    signature: SignatureHex


def receipt_message(leaf: Leaf, epoch: str, tree_size: int, root: str) -> bytes:
    """What the log's Ed25519 key signs for a receipt."""
    return receipt_prefix(epoch, tree_size, root) + leaf.leaf_bytes()


def receipt_prefix(epoch: str, tree_size: int, root: str) -> bytes:
    """What comes before the leaf's bytes, the same for all receipts of one commit."""
    return f"duji-receipt-v1\n{epoch}\n{tree_size}\n{root}\n".encode()


def checkpoint_message(epoch: str, tree_size: int, root: str, at: str) -> bytes:
    """What the log's Ed25519 key signs for a checkpoint."""
    return f"duji-checkpoint-v1\n{epoch}\n{tree_size}\n{root}\n{at}".encode()
