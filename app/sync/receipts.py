"""Receipts: the server's signed word that it has our entries."""

from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.sync.messages import wrong_key, wrong_receipt
from domain.trail.checkpoint import Checkpoint
from domain.trail.receipt import Receipt


def checked(
    receipts: Iterable[Receipt], lines: Sequence[str], log_public_key: str
) -> list[Receipt]:
    """The receipts of the delivery's lines, with ids, signed by the log pinned at enrolment.

    ``lines`` are the ids of all lines of the delivery. One signature is checked for each commit,
    and that every receipt's entries lead to what was signed. Raises in words where one does not;
    receipts nobody asked for are passed over.
    """
    asked = frozenset(lines)
    named = [receipt.with_ids(lines) for receipt in receipts]
    found = [each for each in named if not asked.isdisjoint(each.ids or ())]
    for checkpoint in {each.checkpoint for each in found}:
        _check(checkpoint, log_public_key)
    if not all(each.is_proved() for each in found):
        raise wrong_receipt()
    return found


def _check(checkpoint: Checkpoint, log_public_key: str) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(log_public_key))
    if not checkpoint.is_named_for(log_public_key):
        raise wrong_key()
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_bytes)
    except InvalidSignature as error:
        raise wrong_key() from error
