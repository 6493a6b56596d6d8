"""What an entry says of a fix: how good it is in the body, where it is in the private piece."""

from domain.place.presence import Fix


def quality_of(fix: Fix | None) -> dict[str, object]:
    """The body's fields of a fix; none without one."""
    if fix is None:
        return {}
    return fix.model_dump(include={"accuracy_m", "age_s", "source", "is_mocked"})


def place_of(fix: Fix | None, reason: str = "") -> dict[str, object]:
    """The private fields of a fix."""
    place = {"lat": fix.lat, "lng": fix.lng} if fix else {}
    return {**place, "reason": reason.strip()}
