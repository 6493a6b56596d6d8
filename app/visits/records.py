"""What the screens show of the visits: one of them, and the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from app.store import Transaction, drafts, lines, visit_lists, visit_rows
from app.store.photos import rows as photo_rows
from app.store.photos.files import PhotoFiles
from app.store.visit_lists import ListedVisit, Page
from app.store.visit_rows import listed
from app.visits.completeness import (
    VisitContext,
    completeness_flags,
    copied_notes,
    unseen_follow_ups,
)
from app.visits.earlier_findings import earlier_findings, likely_responsible, own_findings
from app.visits.recorder import Recorder, rule_known
from app.visits.recording import standing
from app.visits.search import found_by
from app.visits.visit_checklist import checklist_held
from domain.kinds.visit.builder import ENDED, State
from domain.kinds.visit.plan import VisitType
from domain.register.checklist import Checklist
from domain.register.trail_rule import FULL_TRAIL, TrailRule, rule_on
from domain.visit.assessment import Assessment, Evidence, Limits, assess
from domain.visit.custody import Hand
from domain.visit.flag import Flag, FlagCode, is_wanted
from domain.visit.gaps import Gap, gaps
from domain.visit.visit import Visit
from domain.wire.workbook import (
    Workbook,
    WorkbookFinding,
    WorkbookReview,
    WorkbookSchool,
    WorkbookVisit,
)
from domain.words.flags import with_unit_names


class VisitSummary(NamedTuple):
    """One visit in a list. ``is_here`` is false for one recorded on another phone, not yet pulled.

    ``school_name`` also says to how many units the visit is, where it is to several. ``visit_on``
    is a local date; ``review`` is the office's newest word; ``end_reason`` why it was cancelled or
    merged away.
    """

    visit_id: str
    school_id: str
    school_name: str
    visit_on: str
    visit_type: VisitType
    theme_id: str | None
    state: State
    is_amending: bool
    is_unsent: bool
    photos_unsent: int
    flags: tuple[FlagCode, ...] = ()
    review: WorkbookReview | None = None
    is_here: bool = True
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitView:
    """One visit with all that its screen needs.

    ``thin`` is what would be called thin if it were submitted now, ``unseen`` the findings it
    calls put right without a photo. ``photo_files`` are stamped file and preview by photo id, for
    photos of which this phone has one of the two; ``freed`` are photos whose stamped file was let
    go to make room. ``earlier`` is what other visits found at the school, ``own`` what the office
    knows of this visit's findings. ``hand`` says who goes on with the visit.
    ``is_office_ahead`` while what the office did to it stands in the workbook alone. ``drafts``
    are the half-typed fields and forms by their keys. ``rule`` is what the district wants
    recorded of it. ``unit_schools`` are the schools of a visit to several units, the first one
    first; empty for a visit to one.
    """

    visit: Visit
    school: WorkbookSchool | None
    checklist: Checklist | None
    assessment: Assessment
    thin: tuple[Flag, ...]
    office: WorkbookVisit | None
    photo_files: dict[str, tuple[Path, Path]]
    photos_unsent: int
    is_unsent: bool
    gaps: tuple[Gap, ...] = ()
    unseen: tuple[str, ...] = ()
    earlier: tuple[WorkbookFinding, ...] = ()
    own: Mapping[str, WorkbookFinding] = field(default_factory=dict)
    freed: frozenset[str] = frozenset()
    hand: Hand = Hand.HERE
    is_office_ahead: bool = False
    drafts: Mapping[str, str] = field(default_factory=dict)
    rule: TrailRule = FULL_TRAIL
    unit_schools: Mapping[str, WorkbookSchool | None] = field(default_factory=dict)

    def unit_name(self, school_id: str) -> str:
        """What a unit of the visit is called; empty where the visit is to one only."""
        if school_id not in self.unit_schools:
            return ""
        return name_in(self.unit_schools, school_id)

    @property
    def school_left(self) -> WorkbookSchool | None:
        """Where a leaving is from: of a visit to several units the one where one is last."""
        return self.unit_schools.get(self.visit.unit_now) if self.visit.units else self.school

    @property
    def flags(self) -> list[Flag]:
        """What the rules say, with the names of further units."""
        return with_unit_names(self.assessment.flags, self.unit_name)

    @property
    def to_follow(self) -> tuple[WorkbookFinding, ...]:
        """The earlier findings to look at again: the open ones, and those looked at already."""
        seen = self.visit.follow_ups
        return tuple(each for each in self.earlier if each.awaits_look or each.finding_id in seen)

    @property
    def answered(self) -> int:
        """How many items of the checklist are answered."""
        items = self.checklist.all_items if self.checklist else ()
        return sum(item.item_id in self.visit.answers for item in items)

    @property
    def likely_responsible(self) -> tuple[str, ...]:
        """Who will probably answer for a problem at this school, the likeliest first."""
        return likely_responsible(self.visit, self.earlier)


class Records:
    """Reads what one account has recorded, with what the office said of it."""

    def __init__(self, recorder: Recorder, now: Callable[[], datetime]) -> None:
        self._recorder = recorder
        self._now = now

    def workbook(self) -> Workbook | None:
        """The newest workbook; None before the first sync."""
        return self._recorder.workbook()

    def visit(self, visit_id: str) -> VisitView:
        """One visit; NotFound when it is not held here."""
        with self._recorder.store.database.read() as transaction:
            visit = standing(transaction, visit_id, self._recorder.account)
            return self._view(transaction, visit)

    def view(self, visit: Visit) -> VisitView:
        """A visit that was read or recorded on just now, with what its screen needs beside it."""
        with self._recorder.store.database.read() as transaction:
            return self._view(transaction, visit)

    def _view(self, transaction: Transaction, visit: Visit) -> VisitView:
        recorder, visit_id = self._recorder, visit.visit_id
        workbook = recorder.store.workbooks.get(transaction, recorder.account)
        school = recorder.store.workbooks.school(transaction, recorder.account, visit.school_id)
        office = next((each for each in visits_of(workbook) if each.visit == visit_id), None)
        limits, rule = limits_of(workbook), rule_known(workbook, visit, self._now())
        checklist = checklist_held(transaction, recorder, visit)
        lacking = gaps(checklist, visit, wants_photos=rule.wants_photos) if checklist else ()
        copied = copied_notes(transaction, recorder.account, visit)
        context = VisitContext(lacking, copied, limits.short_dwell_min, rule)
        said = completeness_flags(visit, context)
        units = self._unit_schools(transaction, visit)
        thin = with_unit_names(said, lambda each: name_in(units, each))
        photos = photo_rows.of_visit(transaction, visit_id)
        return VisitView(
            visit=visit,
            school=school,
            checklist=checklist,
            assessment=assess(visit, Evidence(limits=limits)),
            thin=tuple(thin),
            office=office,
            photo_files=_photo_files(recorder.store.files, visit),
            photos_unsent=photo_rows.waiting_count(transaction, visit_id),
            is_unsent=lines.is_unsent(transaction, visit_id),
            is_office_ahead=bool(office and not lines.held(transaction, [office.tip])),
            gaps=lacking,
            unseen=unseen_follow_ups(visit) if rule.wants_photos else (),
            earlier=earlier_findings(transaction, recorder, visit),
            own=own_findings(workbook, visit),
            freed=frozenset(row.photo_id for row in photos if row.freed_at),
            hand=recorder.hand(transaction, visit),
            drafts=drafts.drafts(transaction, visit_id),
            rule=rule,
            unit_schools=units,
        )

    def _unit_schools(
        self, transaction: Transaction, visit: Visit
    ) -> dict[str, WorkbookSchool | None]:
        if not visit.units:
            return {}
        account, books = self._recorder.account, self._recorder.store.workbooks
        return {each: books.school(transaction, account, each) for each in visit.schools}

    def list(
        self, limit: int = 50, offset: int = 0, search: str = "", state: State | None = None
    ) -> list[VisitSummary]:
        """The account's visits held here, newest first; every word of ``search`` must occur."""
        recorder = self._recorder
        workbook = recorder.workbook()
        with recorder.store.database.read() as transaction:
            schools = workbook.schools if workbook else ()
            page = Page(
                limit, offset, search, state.value if state else None, found_by(schools, search)
            )
            rows = visit_lists.list_visits(transaction, recorder.account, page)
            return summaries(transaction, rows, workbook)


def name_in(schools: Mapping[str, WorkbookSchool | None], school_id: str) -> str:
    """What the school is called; its code where the register has it not."""
    school = schools.get(school_id)
    return school.name if school else school_id


def with_units(name: str, further: int) -> str:
    """The name of a visit's first unit, and how many it is to where there are more."""
    return f"{name} 等 {further + 1} 个单位" if further else name


def _photo_files(files: PhotoFiles, visit: Visit) -> dict[str, tuple[Path, Path]]:
    """Stamped file and preview by photo id, where this phone has one of the two."""
    paths = {
        each.photo_id: (files.stamped(each.sha256), files.preview(each.sha256))
        for each in visit.photos.values()
    }
    return {photo: both for photo, both in paths.items() if any(each.is_file() for each in both)}


def limits_of(workbook: Workbook | None) -> Limits:
    """What visits are measured by, as far as this phone knows."""
    if workbook is None:
        return Limits()
    return Limits(short_dwell_min=workbook.short_dwell_min, trail=workbook.trail)


def visits_of(workbook: Workbook | None) -> tuple[WorkbookVisit, ...]:
    """The account's visits as the office sees them; none before the first sync."""
    return workbook.visits if workbook else ()


def summaries(
    transaction: Transaction, rows: Sequence[ListedVisit], workbook: Workbook | None
) -> list[VisitSummary]:
    """The rows as a list shows them, with what the office said of each."""
    unsent = lines.unsent_visits(transaction)
    waiting = photo_rows.waiting_counts(transaction)
    office = {each.visit: each for each in visits_of(workbook)}
    # Until its trail was pulled, what the office did to a visit stands in the workbook alone.
    told = [each for each in map(office.get, (row.visit for row in rows)) if each]
    trail = limits_of(workbook).trail
    held = lines.held(transaction, (each.tip for each in told))
    ahead = {each.visit for each in told if each.tip not in held}
    ended = visit_rows.folded_visits(
        transaction, [row.visit for row in rows if row.state in _ENDED]
    )
    found = []
    for visit, school, name, kind, theme, day, stands, is_amending, flags, units in rows:
        said, is_ahead = office.get(visit), visit in ahead
        found.append(
            VisitSummary(
                visit_id=visit,
                school_id=school,
                school_name=with_units(name, len(listed(units))),
                visit_on=day,
                visit_type=_TYPES[kind],
                theme_id=theme,
                state=said.state if said and is_ahead else _STATES[stands],
                is_amending=is_amending and not is_ahead,
                is_unsent=visit in unsent,
                photos_unsent=waiting.get(visit, 0),
                flags=_flags(flags, rule_on(trail, date.fromisoformat(day))),
                review=said.reviews[-1] if said and said.reviews else None,
                end_reason=ended[visit].end_reason if visit in ended else "",
            )
        )
    return found


_TYPES = {each.value: each for each in VisitType}
_ENDED = frozenset(each.value for each in ENDED)
_STATES = {each.value: each for each in State}


@lru_cache
def _flags(codes: str, rule: TrailRule) -> tuple[FlagCode, ...]:
    found = (FlagCode(code) for code in codes.split(",") if code)
    return tuple(code for code in found if is_wanted(code, rule))
