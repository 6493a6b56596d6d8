"""How grave each flag is."""

from domain.visit.flag import FlagCode

_GRAVE = (
    FlagCode.CLOCK_OFF,
    FlagCode.OUTSIDE,
    FlagCode.MOCKED,
    FlagCode.REUSED_PHOTO,
    FlagCode.SIMILAR_PHOTO,
    FlagCode.FORK,
    FlagCode.CHANGED_AFTER_SIGNING,
    FlagCode.REVOKED_CHAIN,
    FlagCode.CLOCK_CONTRADICTS,
    FlagCode.AFTER_SUBMISSION,
    FlagCode.NO_RIGHT,
    FlagCode.UNREADABLE,
    FlagCode.WITHHELD,
    FlagCode.UNKNOWN_SCHOOL,
)
_FOR_INFORMATION = (
    FlagCode.AMENDED,
    FlagCode.REDATED,
    FlagCode.STALE_REVIEW,
    FlagCode.LATE_SYNC,
    FlagCode.DATE_SPANS,
    FlagCode.CLOCK_UNVERIFIED,
    FlagCode.ITEM_COUNT,
)


def weight(code: FlagCode) -> str:
    """How grave a flag is: ``grave``, ``notice``, or ``info`` (nothing is asked of anyone)."""
    if code in _GRAVE:
        return "grave"
    return "info" if code in _FOR_INFORMATION else "notice"


def asks(code: FlagCode) -> bool:
    """Whether somebody should look at the flag before a verdict; one for information does not."""
    return weight(code) != "info"
