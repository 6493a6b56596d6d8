"""What a damaged phone database gave back, and which chains can go on after it."""

from collections.abc import Collection
from dataclasses import dataclass


def may_go_on(head_seq: int, sent_up_to: int, held: Collection[int]) -> bool:
    """Whether the next entry can follow the chain's head: nothing unsent before it is lost.

    ``held`` are the sequence numbers that were read; the server has all up to ``sent_up_to``. An
    entry behind a lost one would never be taken, and one at a place written before is a fork.
    """
    return head_seq > 0 and all(seq in held for seq in {head_seq, *range(sent_up_to + 1, head_seq)})


def lost_entries(head_seq: int, sent_up_to: int, held: Collection[int]) -> tuple[int, int]:
    """How many entries of a chain were not read: the server has them; it may have none of them."""
    lost = [seq for seq in range(1, head_seq + 1) if seq not in held]
    safe = sum(1 for seq in lost if seq <= sent_up_to)
    return safe, len(lost) - safe


def lost_before(seq: int, sent_up_to: int, held: Collection[int]) -> int:
    """How many entries before this one are gone that the server never had: a gap for good.

    The server takes an entry behind the one before it alone, so nothing behind a gap can ever be
    put there, however often it is sent.
    """
    return sum(1 for each in range(sent_up_to + 1, seq) if each not in held)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What of an installation's own records was saved and what not; practice is not counted.

    ``withheld`` saved entries lack a damaged piece. ``lost_on_server`` entries were not read and
    are on the server, ``lost`` may be nowhere, and ``stuck`` were saved and stand behind those,
    where the server can never take them. ``is_end_known`` is false where more may have
    followed than anybody can tell. ``photos`` have their file; ``photos_gone`` do not, and
    ``stray_photos`` are files of which no entry is left. ``first_on`` and ``last_on`` are dates
    (``YYYY-MM-DD``) of the entries saved, empty without any. ``files`` are the export files that
    were made, ``not_exported`` the names of those for whom none could be. ``begins_anew``: a new
    chain goes on for somebody, which the server takes in when they sign in again.
    """

    entries: int = 0
    visits: int = 0
    photos: int = 0
    first_on: str = ""
    last_on: str = ""
    withheld: int = 0
    lost_on_server: int = 0
    lost: int = 0
    is_end_known: bool = True
    photos_gone: int = 0
    stray_photos: int = 0
    files: tuple[str, ...] = ()
    not_exported: tuple[str, ...] = ()
    begins_anew: bool = False
    stuck: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether everything that was ever recorded here is still here or on the server."""
        is_whole = not (self.lost or self.withheld or self.photos_gone or self.stray_photos)
        return is_whole and self.is_end_known
