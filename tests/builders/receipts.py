"""What the receipts of an answer say, once they are checked as a phone checks them."""

from collections.abc import Iterable
from typing import Any

from domain.trail.checkpoint import Checkpoint
from domain.trail.line import Line
from domain.trail.receipt import Leaf
from domain.wire.messages import PushAnswer
from sync_server.ledger.keys import is_signed


def is_checkpoint_of(public_hex: str, checkpoint: Checkpoint) -> bool:
    """Whether this key signed the checkpoint."""
    return checkpoint.is_named_for(public_hex) and is_signed(
        public_hex, checkpoint.signed_bytes, checkpoint.signature
    )


def standing(answer: PushAnswer | dict[str, Any], lines: Iterable[Line]) -> list[Leaf]:
    """Where those of a delivery's lines stand that the answer has proved receipts for."""
    if isinstance(answer, dict):
        answer = PushAnswer.model_validate(answer)
    ids = [line.id for line in lines]
    assert all(receipt.with_ids(ids).is_proved() for receipt in answer.receipts)
    return list(answer.leaves(ids).values())
