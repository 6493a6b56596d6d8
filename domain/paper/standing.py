"""What has become of a finding since a paper named it."""

from enum import StrEnum


class Standing(StrEnum):
    """How a finding that a paper names stands: its visit may be amended later."""

    AS_SEEN = "as_seen"
    CHANGED = "changed"
    GONE = "gone"


def standing(seen: str, now: str | None) -> Standing:
    """How it stands, from the entry that was ``seen`` and the newest word on it ``now``.

    ``now`` is None where the visit has no such finding any more.
    """
    if now is None:
        return Standing.GONE
    return Standing.AS_SEEN if now == seen else Standing.CHANGED
