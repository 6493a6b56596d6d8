"""Codes that stand on paper: which paper it is, whose card. Only the server can tell them.

They are made of what they stand for with the log's key, so that no address on a page tells them.
"""

import hashlib
import hmac
from dataclasses import dataclass

from domain.trail.check_code import code_of, typed_code


@dataclass(frozen=True, slots=True)
class DoorCodes:
    """Ten characters each, as check codes of photos are written and read."""

    key: bytes

    def of_paper(self, paper: str) -> str:
        """The 签收码 that is printed on a paper."""
        return self._code("duji-paper", paper)

    def of_card(self, district: str, school_id: str) -> str:
        """What leads to a unit's public card."""
        return self._code("duji-card", district, school_id)

    def of_training(self, district: str, training: str, held_on: str) -> str:
        """What stands behind the QR code by which one signs in to a training on its day."""
        return self._code("duji-training", district, training, held_on)

    def is_on_paper(self, typed: str, paper: str) -> bool:
        """Whether somebody who typed this has read it off the paper."""
        code = typed_code(typed)
        return code is not None and hmac.compare_digest(code, self.of_paper(paper))

    def _code(self, *parts: str) -> str:
        return code_of(hmac.digest(self.key, "\n".join(parts).encode(), hashlib.sha256))


def grouped(code: str) -> str:
    """The code in two groups that are easily read off: `7K3M9-QW2XA`."""
    return f"{code[:5]}-{code[5:]}"
