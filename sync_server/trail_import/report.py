"""What became of a trail file: by account what was new, known, refused and missing."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from domain.errors import BadInput

NOBODY = ""


class PhotoFate(StrEnum):
    """What became of a photo in the file."""

    NEW = "new"
    KNOWN = "known"
    UNANNOUNCED = "unannounced"
    TOO_LONG = "too_long"
    WRONG = "wrong"


@dataclass
class AccountCounts:
    """One account's share; ``name`` is empty for who is not in the register.

    ``refused`` counts lines by the rule they break. ``photos_missing`` were announced by
    entries of this file and are neither in it nor on the server.
    """

    account: str
    name: str = ""
    entries_new: int = 0
    entries_known: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    photos_new: int = 0
    photos_known: int = 0
    photos_missing: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is still to come."""
        return not self.refused and not self.photos_missing


@dataclass
class TrailReport:
    """What became of one file.

    ``accounts`` has those whose lines or photos are in it, under `NOBODY` what belongs to
    none. ``bad_members`` are deliveries that are none (name and error), ``bad_photos`` those
    photos that were not taken. ``broken`` is why the rest of the file could not be read.
    """

    deliveries: int = 0
    accounts: dict[str, AccountCounts] = field(default_factory=dict)
    bad_members: list[tuple[str, BadInput]] = field(default_factory=list)
    bad_photos: list[tuple[str, PhotoFate]] = field(default_factory=list)
    passed_over: int = 0
    broken: BadInput | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything the file should bring is now on the server."""
        is_sound = not (self.bad_members or self.bad_photos or self.broken)
        return is_sound and all(each.is_whole for each in self.accounts.values())
