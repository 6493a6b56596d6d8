"""Answers to a push as they are sent, written from their parts without a model of each."""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.trail.range_proof import RangeProof
from domain.wire.messages import PushAnswer


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """The JSON of a `PushAnswer`."""

    json: bytes

    def read(self) -> PushAnswer:
        """The answer itself."""
        return PushAnswer.model_validate_json(self.json)


@dataclass(frozen=True, slots=True)
class WrittenReceipt:
    """A receipt of all lines of the delivery that is answered.

    ``spans`` are each entry's earliest and latest, in milliseconds before acceptance.
    """

    first: int
    carrier: str
    spans: Sequence[tuple[int, int]]
    proof: RangeProof


class AnswerWriter:
    """Writes the answers of one commit; ``note`` is its checkpoint as a signed note."""

    def __init__(self, server_at: str, epoch: str, note: str) -> None:
        self._begin = f'{{"server_at":"{server_at}","epoch":{_text(epoch)},"chains":[{{"chain":"'
        self._receipt = f'"receipts":[{{"checkpoint":{_text(note)},"first":'
        self._accepted = f',"accepted_at":"{server_at}","carrier":"'

    def write(self, chain: str, tip: tuple[int, str], receipt: WrittenReceipt) -> WrittenAnswer:
        """The answer to lines of one chain, all of them taken; the tip is its seq and id."""
        seq, entry = tip
        times = ",".join([f"[{earliest},{latest}]" for earliest, latest in receipt.spans])
        left, right = _hashes(receipt.proof.left), _hashes(receipt.proof.right)
        text = (
            f'{self._begin}{chain}","tips":[{{"seq":{seq},"id":"{entry}"}}],"is_revoked":false}}],'
            f'{self._receipt}{receipt.first}{self._accepted}{receipt.carrier}","times":[{times}],'
            f'"left":[{left}],"right":[{right}],"ids":null}}],"refused":[]}}'
        )
        return WrittenAnswer(text.encode())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _hashes(hashes: Iterable[bytes]) -> str:
    return ",".join([f'"{b64encode(each).decode()}"' for each in hashes])
