"""Who has read a paper, by which of its versions (3-08)."""

from collections.abc import Collection
from enum import StrEnum


class ReadState(StrEnum):
    """How somebody stands to a paper that is to be read."""

    READ = "read"
    OLDER = "older"
    UNREAD = "unread"


def read_state(read: Collection[str], now: str, *, asks_again: bool) -> ReadState:
    """How whoever has read these texts (by what tells them apart) stands to the one of now.

    Where the paper does not ask again, an earlier text serves as well.
    """
    if now in read or (read and not asks_again):
        return ReadState.READ
    return ReadState.OLDER if read else ReadState.UNREAD
