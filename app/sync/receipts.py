"""Receipts: the server's signed word that it has an entry."""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.sync.messages import wrong_key
from domain.trail.receipt import Receipt, receipt_message


def checked(
    receipts: Iterable[Receipt], wanted: Iterable[str], log_public_key: str
) -> dict[str, Receipt]:
    """The receipts of the wanted lines by line id, each signed by the log pinned at enrolment.

    Raises in words when one is signed by anybody else; receipts nobody asked for are passed over.
    """
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(log_public_key))
    asked = frozenset(wanted)
    found = {receipt.id: receipt for receipt in receipts if receipt.id in asked}
    for receipt in found.values():
        message = receipt_message(receipt, receipt.epoch, receipt.tree_size, receipt.root)
        try:
            key.verify(bytes.fromhex(receipt.signature), message)
        except InvalidSignature as error:
            raise wrong_key() from error
    return found
