"""How much goes at once: little on a slow network, where each break costs what was on its way."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PIECE, SMALLEST_PIECE, LARGEST_PIECE = 64 * 1024, 16 * 1024, 4 * 1024 * 1024
FAST_S, SLOW_S = 1.0, 5.0
WARY_FOR = 8
"""So many pieces in a row have to get through after a break before they grow again."""


@dataclass(slots=True)
class ChunkSize:
    """The bytes of the next piece, learnt from how the pieces before went."""

    piece: int = FIRST_PIECE
    watch: Callable[[], float] = time.monotonic
    wary: int = 0

    def took(self, seconds: float) -> None:
        """Learn from a piece that got through."""
        if seconds > SLOW_S:
            self.piece = max(self.piece // 2, SMALLEST_PIECE)
        elif self.wary:
            self.wary -= 1
        elif seconds < FAST_S:
            self.piece = min(self.piece * 2, LARGEST_PIECE)

    def failed(self) -> None:
        """The last piece did not get through: what was on its way of it may be lost."""
        self.piece = max(self.piece // 2, SMALLEST_PIECE)
        self.wary = WARY_FOR
