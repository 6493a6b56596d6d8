"""What is thin in a visit's content: said to the inspector before submitting, and to the office."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from domain.visit import gaps
from domain.visit.flag import Flag, FlagCode
from domain.visit.gaps import Gap, Lack
from domain.visit.visit import Visit

FEWEST_ITEMS, MOST_ITEMS = 3, 5


class CopiedNote(BaseModel):
    """A section of a visit's record, and an earlier visit that says mostly the same."""

    model_config = ConfigDict(frozen=True)

    section: NoteSection
    other_visit: str
    share: float


def content_flags(visit: Visit, dwell: int | None, short_dwell_min: int) -> Iterable[Flag]:
    """What is thin: photos, dwell (seconds, against a limit in minutes), items (2-19), signatures.

    One that was never handed in, unfinished or given up, is not called thin; only its album
    photos are flagged.
    """
    album = [each for each in visit.shown_photos if each.photo_source is PhotoSource.ALBUM]
    if album:
        yield Flag.of(FlagCode.ALBUM_PHOTO, photos=len(album))
    if visit.submissions:
        yield from thin_flags(visit, dwell, short_dwell_min)


def thin_flags(visit: Visit, dwell: int | None, short_dwell_min: int) -> Iterable[Flag]:
    """What would be called thin if the visit were submitted now; nothing asks this of a 回访."""
    if visit.is_follow_up:
        return
    if not visit.shown_photos:
        yield Flag.of(FlagCode.NO_PHOTO)
    if visit.check_in and visit.check_out is None:
        yield Flag.of(FlagCode.NO_CHECK_OUT)
    if dwell is not None and dwell < short_dwell_min * 60:
        yield Flag.of(FlagCode.SHORT_DWELL, minutes=dwell // 60, least=short_dwell_min)
    if not FEWEST_ITEMS <= len(visit.items) <= MOST_ITEMS:
        yield Flag.of(FlagCode.ITEM_COUNT, items=len(visit.items))
    missing = [signer for signer in Signer if signer not in visit.signatures]
    if missing:
        yield Flag.of(FlagCode.NO_SIGNATURE, signers=",".join(missing))
    if changed := visit.changes_since_signed:
        signers, changes = ",".join(changed), max(changed.values())
        yield Flag.of(FlagCode.CHANGED_AFTER_SIGNING, signers=signers, changes=changes)
    if any(signature.is_refused for signature in visit.signatures.values()):
        yield Flag.of(FlagCode.SIGNATURE_REFUSED)


def copied_flags(copied: Iterable[CopiedNote]) -> Iterable[Flag]:
    """What was written before on another visit; one flag a section."""
    for each in copied:
        percent = round(each.share * 100)
        yield Flag.of(
            FlagCode.COPIED_TEXT,
            section=each.section,
            other_visit=each.other_visit,
            percent=percent,
        )


def gap_flags(found: Iterable[Gap]) -> Iterable[Flag]:
    """What the checklist lacks, in one flag; none where it is complete."""
    found = tuple(found)
    if found:
        yield Flag.of(
            FlagCode.CHECKLIST_GAPS,
            unanswered=gaps.count(found, Lack.ANSWER),
            remarks=gaps.count(found, Lack.REMARK),
            photos=gaps.count(found, Lack.PHOTO),
        )
