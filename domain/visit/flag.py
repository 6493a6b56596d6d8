"""Flags: what somebody should look at, each with the facts its sentence needs."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.register.trail_rule import Trace, TrailRule

FlagFact = str | int | float | bool
UNIT_NUMBER, UNIT_SCHOOL, UNIT_NAME = "unit_number", "unit_school", "unit_name"
"""The facts that say which further unit of a visit a flag is about; its name where one knows it."""


class FlagCode(StrEnum):
    """Every kind of flag, in the order a reviewer cares."""

    CLOCK_OFF = "clock_off"
    OUTSIDE = "outside"
    MOCKED = "mocked"
    REUSED_PHOTO = "reused_photo"
    SIMILAR_PHOTO = "similar_photo"
    ALBUM_PHOTO = "album_photo"
    FORK = "fork"
    REVOKED_CHAIN = "revoked_chain"
    CLOCK_CONTRADICTS = "clock_contradicts"
    AFTER_SUBMISSION = "after_submission"
    NO_RIGHT = "no_right"
    UNREADABLE = "unreadable"
    WITHHELD = "withheld"
    UNKNOWN_SCHOOL = "unknown_school"
    NO_CHECK_IN = "no_check_in"
    UNIT_NOT_ARRIVED = "unit_not_arrived"
    NO_CHECK_OUT = "no_check_out"
    LEFT_OUTSIDE = "left_outside"
    PLACE_BY_HAND = "place_by_hand"
    PLACE_UNKNOWN = "place_unknown"
    LATE_SYNC = "late_sync"
    CLOCK_UNVERIFIED = "clock_unverified"
    DATE_SPANS = "date_spans"
    COPIED_TEXT = "copied_text"
    SAME_DAY = "same_day"
    NO_PHOTO = "no_photo"
    SHORT_DWELL = "short_dwell"
    NO_SIGNATURE = "no_signature"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    SIGNATURE_REFUSED = "signature_refused"
    CHECKLIST_GAPS = "checklist_gaps"
    ITEM_COUNT = "item_count"
    POSITION_PROPOSED = "position_proposed"
    STALE_REVIEW = "stale_review"
    AMENDED = "amended"
    REDATED = "redated"


class Flag(BaseModel):
    """One flag and its facts; the sentence is made where it is shown."""

    model_config = ConfigDict(frozen=True)

    code: FlagCode
    facts: dict[str, FlagFact] = {}

    @classmethod
    def of(cls, code: FlagCode, **facts: FlagFact) -> "Flag":
        """A flag with its facts."""
        return cls(code=code, facts=facts)


ABOUT = {
    Trace.PLACE: frozenset(
        {
            FlagCode.OUTSIDE,
            FlagCode.LEFT_OUTSIDE,
            FlagCode.MOCKED,
            FlagCode.PLACE_BY_HAND,
            FlagCode.PLACE_UNKNOWN,
            FlagCode.POSITION_PROPOSED,
        }
    ),
    Trace.PHOTOS: frozenset(
        {
            FlagCode.NO_PHOTO,
            FlagCode.ALBUM_PHOTO,
            FlagCode.REUSED_PHOTO,
            FlagCode.SIMILAR_PHOTO,
        }
    ),
    Trace.SIGNATURES: frozenset(
        {
            FlagCode.NO_SIGNATURE,
            FlagCode.CHANGED_AFTER_SIGNING,
            FlagCode.SIGNATURE_REFUSED,
        }
    ),
}
"""The flags that are about what a district may do without."""


def is_wanted(code: FlagCode, rule: TrailRule) -> bool:
    """Whether the rule wants what the flag is about; of what it does not, nothing is said."""
    return not any(code in ABOUT[trace] for trace in rule.unwanted)


def wanted(flags: Iterable[Flag], rule: TrailRule) -> tuple[Flag, ...]:
    """The flags about what the rule wants."""
    return tuple(flag for flag in flags if is_wanted(flag.code, rule))
