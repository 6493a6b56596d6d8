"""Checking the log against receipts and checkpoints that were kept elsewhere.

Whoever owns a server could rewrite its whole log and sign it anew. Only something signed
before and kept out of their reach shows it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain import strict_json
from domain.errors import BadInput
from domain.merkle import EMPTY_ROOT
from domain.receipt import Checkpoint, Leaf, Receipt, checkpoint_message, receipt_message
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.services.keys import is_signed
from sync_server.services.verification.finding import Fault, Finding


@dataclass(frozen=True, slots=True)
class Witness:
    """What one file testifies; ``name`` is the file's."""

    name: str
    testimonies: tuple[Receipt | Checkpoint, ...]


def read_witness(path: Path) -> Witness:
    """The receipts and checkpoints in a JSON file: one, a list, or an object that holds lists.

    The answer to a push and that of ``/api/v1/log`` serve as they are. BadInput when the file
    cannot be read or holds none.
    """
    try:
        value = strict_json.load(path.read_bytes())
        found = tuple(_testimonies(value))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"{path.name} holds no receipts or checkpoints.", code="bad_witness"
        ) from error
    if not found:
        raise BadInput(f"{path.name} holds no receipts or checkpoints.", code="bad_witness")
    return Witness(path.name, found)


def _testimonies(value: Any) -> Iterator[Receipt | Checkpoint]:
    if isinstance(value, list):
        for each in value:
            yield from _testimonies(each)
    elif isinstance(value, dict):
        found = _testimony(value)
        if found is not None:
            yield found
            return
        for each in value.values():
            yield from _testimonies(each)


def _testimony(value: dict[str, Any]) -> Receipt | Checkpoint | None:
    for model in (Receipt, Checkpoint):
        try:
            return model.model_validate(value)
        except ValidationError:
            continue
    return None


def witness_findings(
    transaction: Transaction, public_key: str, witnesses: Sequence[Witness]
) -> Iterator[Finding]:
    """Where the log is not what was testified, or the testimony is not this log's."""
    for witness in witnesses:
        for each in witness.testimonies:
            yield from _compared(transaction, public_key, witness.name, each)


def _compared(
    transaction: Transaction, public_key: str, name: str, testimony: Receipt | Checkpoint
) -> Iterable[Finding]:
    size = testimony.tree_size
    if not is_signed(public_key, _message(testimony), testimony.signature):
        return [Finding(Fault.WITNESS_FORGED, "witness", name, str(size))]
    head = scan.tree_head(transaction.ledger, size)
    root = EMPTY_ROOT.hex() if size == 0 else getattr(head, "root", None)
    if root != testimony.root:
        return [Finding(Fault.WITNESS_DISAGREES, "witness", name, f"tree_size {size}")]
    if isinstance(testimony, Receipt):
        found = scan.entry_id(transaction.ledger, testimony.position)
        if found != testimony.id:
            place = f"position {testimony.position}"
            return [Finding(Fault.WITNESS_DISAGREES, "witness", name, place)]
    return []


def _message(testimony: Receipt | Checkpoint) -> bytes:
    epoch, size, root = testimony.epoch, testimony.tree_size, testimony.root
    if isinstance(testimony, Receipt):
        leaf = Leaf(**testimony.model_dump(include=set(Leaf.model_fields)))
        return receipt_message(leaf, epoch, size, root)
    return checkpoint_message(epoch, size, root, testimony.at)
