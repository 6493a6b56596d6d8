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
from domain.trail.checkpoint import Checkpoint
from domain.trail.merkle import EMPTY_ROOT
from domain.trail.receipt import Receipt
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
    """The receipts and checkpoints in a file: a checkpoint as it is served, or a JSON that has any.

    The answer to a push and that of ``/api/v1/log`` serve as they are; of a receipt without ids
    its checkpoint alone testifies. BadInput when the file cannot be read or holds none.
    """
    try:
        raw = path.read_bytes()
        found = tuple(_of_note(raw) or _testimonies(strict_json.load(raw)))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"{path.name} holds no receipts or checkpoints.", code="bad_witness"
        ) from error
    if not found:
        raise BadInput(f"{path.name} holds no receipts or checkpoints.", code="bad_witness")
    return Witness(path.name, found)


def _of_note(raw: bytes) -> list[Checkpoint]:
    """The checkpoint that the whole file is, or nothing."""
    try:
        return [Checkpoint.read(raw.decode())]
    except ValueError:
        return []


def _testimonies(value: Any) -> Iterator[Receipt | Checkpoint]:
    if isinstance(value, str):
        yield from _of_note(value.encode())
    elif isinstance(value, list):
        for each in value:
            yield from _testimonies(each)
    elif isinstance(value, dict):
        receipt = _receipt(value)
        if receipt is not None:
            yield receipt
            return
        for each in value.values():
            yield from _testimonies(each)


def _receipt(value: dict[str, Any]) -> Receipt | None:
    """The receipt that this is, where it says of which entries it is."""
    try:
        found = Receipt.model_validate(value)
    except ValidationError:
        return None
    return found if found.ids is not None else None


@dataclass
class WitnessCheck:
    """Compares the log with what was testified; ``in_gap`` counts what could not be, wholly.

    ``covered`` is the size of the largest tree that was testified and is the log's own: all
    entries in it are as they were then. Behind it nobody but the server vouches.

    A testimony of an epoch that ended, about more entries than that epoch has here, is about
    what was lost when the server went back to a backup. Then a receipt's entries must be here
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
                point = _checkpoint(each)
                if not self._is_ours(each):
                    place = str(point.tree_size)
                    yield Fault(FaultKind.WITNESS_FORGED, "witness", witness.name, place)
                elif _is_in_gap(point, epochs):
                    self.in_gap += 1
                    yield from self._lost(witness.name, each)
                else:
                    yield from self._compared(witness.name, point)

    def _is_ours(self, testimony: Receipt | Checkpoint) -> bool:
        """Whether the log's key signed it, and a receipt's leaves lead to what was signed."""
        point = _checkpoint(testimony)
        if isinstance(testimony, Receipt) and not testimony.is_proved():
            return False
        return point.is_named_for(self.public_key) and is_signed(
            self.public_key, point.signed_bytes, point.signature
        )

    def _lost(self, name: str, testimony: Receipt | Checkpoint) -> Iterator[Fault]:
        entries = testimony.ids or () if isinstance(testimony, Receipt) else ()
        for entry in entries:
            if scan.indexed_place(self.transaction.ledger, entry) is None:
                yield Fault(FaultKind.WITNESS_LOST, "witness", name, f"entry {entry}")

    def _compared(self, name: str, point: Checkpoint) -> Iterable[Fault]:
        """The tree of that size is the log's own, and with it every leaf that was proved in it."""
        size = point.tree_size
        head = scan.tree_head(self.transaction.ledger, size)
        root = EMPTY_ROOT.hex() if size == 0 else getattr(head, "root", None)
        if root != point.root:
            return [Fault(FaultKind.WITNESS_DISAGREES, "witness", name, f"tree_size {size}")]
        self.covered = max(self.covered, size)
        return []


def _checkpoint(testimony: Receipt | Checkpoint) -> Checkpoint:
    return testimony.checkpoint if isinstance(testimony, Receipt) else testimony


def _is_in_gap(point: Checkpoint, epochs: Mapping[str, int]) -> bool:
    """Whether it is about entries behind the end of an epoch that others came after."""
    end = epochs.get(point.epoch)
    is_over = end is not None and end < max(epochs.values())
    return is_over and end is not None and point.tree_size > end
