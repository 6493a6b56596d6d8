"""What is thin on a visit as it stands, said to the inspector before it is handed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.store import Transaction, note_prints, visit_rows
from domain.kinds.visit.builder import State
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.register.trail_rule import TrailRule
from domain.visit.assessment import dwell_s, place_flags, unit_flags
from domain.visit.content_rules import CopiedNote, copied_flags, gap_flags, thin_flags
from domain.visit.copied_text import copied_share, prints
from domain.visit.flag import UNIT_NUMBER, UNIT_SCHOOL, Flag, FlagCode, FlagFact, wanted
from domain.visit.gaps import Gap
from domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What is known beside the visit itself: its gaps, copied notes, and the district's rules."""

    gaps: tuple[Gap, ...]
    copied: tuple[Flag, ...]
    short_dwell_min: int
    rule: TrailRule


def completeness_flags(visit: Visit, context: VisitContext) -> tuple[Flag, ...]:
    """Every flag the visit would carry if it were handed in now."""
    found = (
        *_no_check_in(visit),
        *place_flags(visit),
        *unit_flags(visit),
        *thin_flags(visit, dwell_s(visit), context.short_dwell_min),
        *_album(visit),
        *gap_flags(context.gaps),
        *context.copied,
    )
    return wanted(found, context.rule)


def copied_notes(transaction: Transaction, account: str, visit: Visit) -> tuple[Flag, ...]:
    """The sections that mostly stand on another visit too, with its school and day."""
    mine = {section: prints(note.text) for section, note in visit.notes.items()}
    wanted = {each for found in mine.values() for each in found}
    if not wanted:
        return ()
    others = note_prints.elsewhere(transaction, account, visit.visit_id, wanted)
    return tuple(_told(transaction, flag) for flag in copied_flags(_copied(mine, others)))


def unseen_follow_ups(visit: Visit) -> tuple[str, ...]:
    """The findings called put right without a photo of how it looks now."""
    return tuple(
        each.finding_id
        for each in visit.follow_ups.values()
        if each.conclusion is Conclusion.RECTIFIED and not visit.photos_of_finding(each.finding_id)
    )


def _no_check_in(visit: Visit) -> Iterator[Flag]:
    # An unfinished visit is not flagged for it; about to be handed in, it is.
    if visit.state is not State.IN_PROGRESS:
        return
    if visit.check_in is None:
        yield Flag.of(FlagCode.NO_CHECK_IN)
    for number, school_id in enumerate(visit.units, start=2):
        if visit.arrival_at(school_id) is None:
            unit: dict[str, FlagFact] = {UNIT_NUMBER: number, UNIT_SCHOOL: school_id}
            yield Flag.of(FlagCode.UNIT_NOT_ARRIVED, **unit)


def _album(visit: Visit) -> Iterator[Flag]:
    album = sum(each.photo_source is PhotoSource.ALBUM for each in visit.shown_photos)
    if album:
        yield Flag.of(FlagCode.ALBUM_PHOTO, photos=album)


def _copied(
    mine: Mapping[NoteSection, dict[str, int]], others: Mapping[str, frozenset[str]]
) -> Iterable[CopiedNote]:
    """For each section the visit of which it says most."""
    for section, found in mine.items():
        shares = {other: copied_share(found, known) for other, known in others.items()}
        other = max(shares, key=lambda each: shares[each], default="")
        if other and shares[other]:
            yield CopiedNote(section=section, other_visit=other, share=shares[other])


def _told(transaction: Transaction, flag: Flag) -> Flag:
    row = visit_rows.visit_row(transaction, str(flag.facts["other_visit"]))
    if row is None:
        return flag
    facts = {**flag.facts, "school": row.school_name, "visit_on": row.visit_on}
    return flag.model_copy(update={"facts": facts})
