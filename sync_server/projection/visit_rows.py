"""The projected rows of one visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import format_instant, parse_instant
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import VISIT
from domain.kinds.reading import Reading
from domain.kinds.visit.builder import State
from domain.visit.assessment import Acceptance, Assessment, visit_date
from domain.visit.copied_text import prints
from domain.visit.tally import counts, tally
from domain.visit.visit import Visit
from sync_server.projection.register_projector import plain

Columns = dict[str, Any]

_FINDING_TEXTS = ("text", "place", "suggestion", "responsible")


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One entry as read, with its place in the log and what acceptance noted."""

    position: int
    reading: Reading
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class FoldedVisit:
    """A visit with what is known of its entries: all of them, in log order."""

    visit: Visit
    entries: tuple[LoggedEntry, ...]

    @property
    def position(self) -> int:
        """The position of its latest entry."""
        return self.entries[-1].position

    @property
    def school(self) -> tuple[str, str]:
        """Its district and school."""
        return self.visit.district, self.visit.school_id

    @property
    def accepted(self) -> dict[str, Acceptance]:
        """What acceptance noted, by entry."""
        return {each.reading.line.id: each.acceptance for each in self.entries}

    @property
    def positions(self) -> dict[str, int]:
        """Where each of its entries is in the log."""
        return {each.reading.line.id: each.position for each in self.entries}

    def has_kind(self, kind: str) -> bool:
        """Whether any of its entries is of this kind, counted or not."""
        return any(each.reading.line.header.kind == kind for each in self.entries)


def photo_rows(folded: FoldedVisit) -> list[Columns]:
    """The visit's rows of ``visit_photo``."""
    positions = folded.positions
    return [
        {
            "entry": photo.stamp.entry,
            "visit": folded.visit.visit_id,
            "photo_id": photo.photo_id,
            "position": positions[photo.stamp.entry],
            "sha256": photo.sha256,
            "original_sha256": photo.original_sha256,
            "district": folded.visit.district,
            "finding_id": photo.finding_id,
            "is_withdrawn": photo.is_withdrawn,
        }
        for photo in folded.visit.photos.values()
    ]


def visit_row(folded: FoldedVisit, assessment: Assessment, zone: str) -> Columns:
    """The visit's row of ``visit``."""
    visit, accepted = folded.visit, folded.accepted
    submitted = visit.submissions[-1] if visit.submissions else None
    return {
        "visit": visit.visit_id,
        "position": folded.position,
        "district": visit.district,
        "zone": zone,
        "school_id": visit.school_id,
        "account": visit.owner,
        "visit_type": visit.visit_type.value,
        "theme_id": visit.theme_id,
        "campaign_id": visit.campaign_id,
        "state": visit.state.value,
        "is_counted": counts(visit),
        "visit_on": assessment.visit_on.isoformat(),
        "month": assessment.month,
        "presence": assessment.presence.value,
        "grade": assessment.grade.value if assessment.grade else None,
        "head": visit.head,
        "submitted_at": _possible_at(submitted, accepted) if submitted else None,
        "tally": json.dumps({key.value: number for key, number in tally(visit).items()}),
        "folded": visit.model_dump_json(),
        "assessed": assessment.model_dump_json(),
    }


def subject_row(folded: FoldedVisit) -> Columns:
    """The visit's row of ``subject``."""
    visit = folded.visit
    return {
        "subject": visit.visit_id,
        "noun": VISIT,
        "district": visit.district,
        "code": None,
        "tip": visit.tip,
        "version": visit.version,
        "position": folded.position,
    }


def flag_rows(visit: Visit, assessment: Assessment) -> list[Columns]:
    """The visit's rows of ``visit_flag``, one for each code."""
    codes = dict.fromkeys(flag.code.value for flag in assessment.flags)
    return [{"visit": visit.visit_id, "code": code} for code in codes]


def finding_rows(folded: FoldedVisit) -> list[Columns]:
    """The visit's rows of ``finding``."""
    visit, accepted = folded.visit, folded.accepted
    return [
        {
            "visit": visit.visit_id,
            "finding_id": finding.finding_id,
            "entry": finding.stamp.entry,
            "district": visit.district,
            "school_id": visit.school_id,
            "category": finding.category.value,
            "severity": finding.severity.value,
            "recurs": finding.recurs,
            "is_hazard": finding.is_hazard,
            "is_fixed_on_spot": finding.is_fixed_on_spot,
            "raised_on": _day(finding.stamp, accepted),
            "due_on": finding.due_on,
            **{name: plain(getattr(finding, name)) for name in _FINDING_TEXTS},
            "reply": _json(visit.rectifications.get(finding.finding_id)),
        }
        for finding in visit.findings.values()
    ]


def follow_up_rows(folded: FoldedVisit) -> list[Columns]:
    """The visit's rows of ``follow_up``."""
    visit, positions = folded.visit, folded.positions
    return [
        {
            "visit": visit.visit_id,
            "finding_id": each.finding_id,
            "finding_visit": each.finding_visit,
            "district": visit.district,
            "school_id": visit.school_id,
            "account": each.stamp.account,
            "position": positions[each.stamp.entry],
            "conclusion": each.conclusion.value,
            "followed_up_on": _day(each.stamp, folded.accepted),
            "text": plain(each.text),
        }
        for each in visit.follow_ups.values()
    ]


def print_rows(folded: FoldedVisit) -> list[Columns]:
    """The visit's rows of ``note_print``: the sentences of a record that was handed in."""
    visit, positions = folded.visit, folded.positions
    if visit.state is State.IN_PROGRESS or visit.is_practice:
        return []
    return [
        {
            "visit": visit.visit_id,
            "section": section.value,
            "print": each,
            "district": visit.district,
            "characters": characters,
            "position": positions[note.stamp.entry],
        }
        for section, note in visit.notes.items()
        for each, characters in prints(note.text).items()
    ]


def _json(part: Folded | None) -> str | None:
    return None if part is None else part.model_dump_json()


def _day(stamp: Stamp, accepted: Mapping[str, Acceptance]) -> str:
    day, _ = visit_date(parse_instant(stamp.at), accepted[stamp.entry].interval)
    return day.isoformat()


def _possible_at(stamp: Stamp, accepted: Mapping[str, Acceptance]) -> str:
    """The claimed instant, or the nearest one at which it can have happened."""
    interval = accepted[stamp.entry].interval
    claimed: datetime = parse_instant(stamp.at)
    return format_instant(min(max(claimed, interval.earliest), interval.latest))
