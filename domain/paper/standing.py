"""What has become of a finding since a paper named it."""

from enum import StrEnum


class Standing(StrEnum):
    """How a finding that a paper names stands: its visit may come, or change, later."""

    AS_SEEN = "as_seen"
    CHANGED = "changed"
    GONE = "gone"
    AWAITED = "awaited"


def standing(seen: str, now: str | None, *, is_visit_here: bool) -> Standing:
    """How it stands, from the entry that was ``seen`` and the newest word ``now``.

    ``now`` is None where the visit has no such finding; a visit that is not here may bring it.
    """
    if now is None:
        return Standing.GONE if is_visit_here else Standing.AWAITED
    return Standing.AS_SEEN if now == seen else Standing.CHANGED
