"""Checking the log against receipts and checkpoints that were kept elsewhere.

Whoever owns a server could rewrite its whole log and sign it anew. Only something signed
before and kept out of their reach shows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.errors import BadInput
from domain.trail import strict_json
from domain.trail.merkle import EMPTY_ROOT
from domain.trail.receipt import Checkpoint, Leaf, Receipt, checkpoint_message, receipt_message
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.ledger.keys import is_signed
from sync_server.verification.fault import Fault, FaultKind


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


@dataclass
class WitnessCheck:
    """Compares the log with what was testified; ``in_gap`` counts what could not be, wholly.

    ``covered`` is the size of the largest tree that was testified and is the log's own: all
    entries in it are as they were then. Behind it nobody but the server vouches.

    A testimony of an epoch that ended, about more entries than that epoch has here, is about
    what was lost when the server went back to a backup. Then a receipt's entry must be here
    again, at whatever position; a checkpoint has nothing to be compared with.
    """

    transaction: Transaction
    public_key: str
    in_gap: int = 0
    covered: int = 0

    def faults(self, witnesses: Sequence[Witness]) -> Iterator[Fault]:
        """Where the log is not what was testified, or the testimony is not this log's."""
        epochs = scan.epochs(self.transaction.ledger)
        for witness in witnesses:
            for each in witness.testimonies:
                if not is_signed(self.public_key, _message(each), each.signature):
                    place = str(each.tree_size)
                    yield Fault(FaultKind.WITNESS_FORGED, "witness", witness.name, place)
                elif _is_in_gap(each, epochs):
                    self.in_gap += 1
                    yield from self._lost(witness.name, each)
                else:
                    yield from self._compared(witness.name, each)

    def _lost(self, name: str, testimony: Receipt | Checkpoint) -> Iterable[Fault]:
        if isinstance(testimony, Checkpoint):
            return []
        if scan.place_of(self.transaction.ledger, testimony.id) is not None:
            return []
        return [Fault(FaultKind.WITNESS_LOST, "witness", name, f"entry {testimony.id}")]

    def _compared(self, name: str, testimony: Receipt | Checkpoint) -> Iterable[Fault]:
        size = testimony.tree_size
        head = scan.tree_head(self.transaction.ledger, size)
        root = EMPTY_ROOT.hex() if size == 0 else getattr(head, "root", None)
        if root != testimony.root:
            return [Fault(FaultKind.WITNESS_DISAGREES, "witness", name, f"tree_size {size}")]
        if isinstance(testimony, Receipt):
            found = scan.entry_id(self.transaction.ledger, testimony.position)
            if found != testimony.id:
                place = f"position {testimony.position}"
                return [Fault(FaultKind.WITNESS_DISAGREES, "witness", name, place)]
        self.covered = max(self.covered, size)
        return []


def _is_in_gap(testimony: Receipt | Checkpoint, epochs: Mapping[str, int]) -> bool:
    """Whether it is about entries behind the end of an epoch that others came after."""
    end = epochs.get(testimony.epoch)
    is_over = end is not None and end < max(epochs.values())
    return is_over and end is not None and testimony.tree_size > end


def _message(testimony: Receipt | Checkpoint) -> bytes:
    epoch, size, root = testimony.epoch, testimony.tree_size, testimony.root
    if isinstance(testimony, Receipt):
        leaf = Leaf(**testimony.model_dump(include=set(Leaf.model_fields)))
        return receipt_message(leaf, epoch, size, root)
    return checkpoint_message(epoch, size, root, testimony.at)
