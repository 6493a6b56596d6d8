"""Everything the office looks at to judge one visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.kinds.visit.builder import ENDED, State
from domain.kinds.visit.explaining import Explanation
from domain.kinds.visit.finding import Finding
from domain.kinds.visit.follow_up import FollowUp
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.photo import Photo
from domain.kinds.visit.record import Method
from domain.place.presence import Circle, distance_m
from domain.register.checklist import Checklist
from domain.review.explaining import facts_print, seen_flags
from domain.review.hazard import is_unseen
from domain.review.overlapping import do_overlap
from domain.visit.assessment import Assessment
from domain.visit.flag import Flag
from domain.visit.joint import is_one_occasion
from domain.visit.visit import Visit
from domain.words.flags import with_unit_names
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.subjects import subject_called
from sync_server.data.tables import SchoolRow, VisitRow
from sync_server.data.visits import rows as visits
from sync_server.findings.rectification import RectificationView, rectification_view
from sync_server.ledger.append import NEW
from sync_server.register.names import Names, names
from sync_server.review.answer_sheet import AnswerSection, answer_sheet
from sync_server.review.look_alikes import Alike, AlikeText, LookAlikes
from sync_server.review.seen_visit import has_part, seen_visit
from sync_server.review.trail_steps import TrailStep, steps_of
from sync_server.review.unit_lines import UnitLine, unit_lines

SAME_PLACE_M = 10.0


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo of the visit, whether its file is here and was looked at, and what looks like it."""

    photo: Photo
    is_received: bool
    is_seen: bool
    alike: tuple[Alike, ...]

    @property
    def first_use(self) -> Alike | None:
        """Where a picture like it was used first, of what may be shown."""
        told = [each for each in self.alike if each.other and each.photo]
        return min(told, key=lambda each: each.photo.stamp.at if each.photo else "", default=None)


class ShownFlag(NamedTuple):
    """A flag in words that name its unit, its explanation if any, and the print of its facts."""

    flag: Flag
    explanation: Explanation | None
    facts: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit with all that explains it.

    ``campaign`` is the title of the campaign it was made for, ``today`` the day of the office,
    ``school_version`` the school's in the register, ``mergeable`` the visits to the same school
    on the same day that this one may be part of.
    """

    row: VisitRow
    visit: Visit
    assessment: Assessment
    names: Names
    school: SchoolRow | None
    school_version: str
    checklist: Checklist | None
    photos: tuple[ShownPhoto, ...]
    alike_texts: tuple[AlikeText, ...]
    steps: tuple[TrailStep, ...]
    may_review: bool
    may_unmerge: bool
    may_see_hazards: bool
    rectification: RectificationView
    campaign: str
    today: str
    mergeable: tuple[Visit, ...]

    @property
    def alike_photos(self) -> tuple[ShownPhoto, ...]:
        """The photos that look like photos of other visits."""
        return tuple(each for each in self.photos if each.alike)

    @property
    def likely_joint(self) -> tuple[Visit, ...]:
        """The visits, of those it may be part of, that were at the same time: probably one."""
        return tuple(each for each in self.mergeable if do_overlap(self.visit, each))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the inspector proposes another place for the school than the register has."""
        proposal, school = self.visit.position_proposal, self.school
        if proposal is None or proposal.fix is None or school is None:
            return False
        if school.lat is None or school.lng is None:
            return True
        here = Circle(lat=school.lat, lng=school.lng, radius_m=school.radius_m)
        return distance_m(proposal.fix, here) > SAME_PLACE_M

    @property
    def unseen_hazards(self) -> tuple[str, ...]:
        """The findings that the viewer may now say of that the office has seen them."""
        findings = self.visit.findings.items() if self.may_see_hazards else ()
        return tuple(name for name, each in findings if is_unseen(self.visit, each))

    @property
    def photos_received(self) -> int:
        """How many of the photos not set aside are complete here."""
        return sum(each.is_received for each in self.photos if not each.photo.is_withdrawn)

    @property
    def photos_total(self) -> int:
        """How many photos are not set aside."""
        return len(self.visit.shown_photos)

    @property
    def units(self) -> tuple[UnitLine, ...]:
        """The units of a visit to several; none for a visit to one."""
        return unit_lines(self.visit)

    @property
    def lesson_plans(self) -> int:
        """Whose lesson plans were looked at, at all units."""
        return self.visit.all_quantities.get(Method.LESSON_PLANS, 0)

    @property
    def lesson_numbers(self) -> dict[str, int]:
        """Which of the lessons handed in each is, from 1 on: what its paper is called."""
        return {lesson: number for number, lesson in enumerate(self.visit.counting.lessons, 1)}

    def unit_of(self, part: Lesson | Finding | FollowUp | Photo) -> str:
        """The name of the unit that a part is at; empty where the visit is to one only."""
        return self.names.school(self.visit.unit_of(part)) if self.visit.units else ""

    @property
    def flags(self) -> list[ShownFlag]:
        """What the rules say, with the names of further units; explained flags come last."""
        named = with_unit_names(self.assessment.flags, self.names.school)
        seen = seen_flags(self.visit, named)
        found = [ShownFlag(*each, facts_print(each.flag)) for each in seen]
        return sorted(found, key=lambda each: each.explanation is not None)

    @property
    def explained(self) -> int:
        """How many of the flags are explained."""
        return sum(each.explanation is not None for each in self.flags)

    @property
    def sections(self) -> tuple[AnswerSection, ...]:
        """The answers as the checklist has them."""
        return answer_sheet(self.checklist, self.visit.answers)

    @property
    def answered(self) -> int:
        """How many of the answers are to items that the checklist asks of the school."""
        asked = self.checklist.all_items if self.checklist else ()
        return sum(item.item_id in self.visit.answers for item in asked)

    @property
    def corrections(self) -> tuple[TrailStep, ...]:
        """What was changed under a stated amendment, with what stood before."""
        return tuple(step for step in self.steps if step.is_correction)

    @property
    def ignored(self) -> tuple[TrailStep, ...]:
        """Entries that are kept and do not count."""
        return tuple(step for step in self.steps if step.ignored)


@dataclass(frozen=True, slots=True)
class VisitPages:
    """Finds one visit within what the viewer may see."""

    database: Database
    clock: Clock

    def page(self, viewer: Viewer, visit_id: str) -> VisitPage:
        """The visit; NotFound when there is none or it is not for this viewer.

        Reviewing asks for the role, and for not having had a part in the visit.
        """
        with self.database.session() as session:
            row, visit = seen_visit(viewer, visits.visit(session, visit_id), visit_id)
            is_part = has_part(viewer, visit)
            called = subject_called(session.connection(), row.district, "school", row.school_id)
            rows = visits.entries(session, visit_id)
            accounts = visits.accounts_of(session, {each.line.header.chain for each in rows})
            assessment = Assessment.model_validate_json(row.assessed)
            school = register.school(session, row.district, row.school_id)
            others = visits.of_one_occasion(session, row)
            campaign = register.campaign_title(session, row.district, visit.campaign_id)
        return VisitPage(
            row=row,
            visit=visit,
            assessment=assessment,
            names=names(self.database, viewer.district),
            school=school,
            school_version=called.version if called else NEW,
            checklist=self._checklist(visit),
            photos=self._photos(viewer, visit, assessment),
            alike_texts=tuple(LookAlikes(self.database, viewer).texts(visit, assessment)),
            steps=steps_of(visit, rows, accounts),
            may_review=viewer.may_review and not is_part and _is_reviewable(visit),
            may_unmerge=viewer.may_review and not is_part and visit.state is State.MERGED,
            may_see_hazards=viewer.may_review and not is_part,
            rectification=rectification_view(self.database, visit),
            campaign=campaign,
            today=local_date(self.clock()).isoformat(),
            mergeable=_mergeable(viewer, visit, others),
        )

    def _checklist(self, visit: Visit) -> Checklist | None:
        wanted = visit.checklist
        if wanted is None:
            return None
        with self.database.session() as session:
            row = register.checklist(session, visit.district, wanted.checklist_id, wanted.version)
            whole = Checklist.model_validate_json(row.checklist) if row else None
        return whole.asked_of(*visit.school_kinds) if whole else None

    def _photos(
        self, viewer: Viewer, visit: Visit, assessment: Assessment
    ) -> tuple[ShownPhoto, ...]:
        with self.database.session() as session:
            here = visits.received(session, {photo.sha256 for photo in visit.photos.values()})
        alike = LookAlikes(self.database, viewer).photos(assessment)
        return tuple(
            ShownPhoto(
                photo=photo,
                is_received=photo.sha256 in here,
                is_seen=here.get(photo.sha256, False),
                alike=tuple(alike.get(photo_id, ())),
            )
            for photo_id, photo in visit.photos.items()
        )


def _mergeable(viewer: Viewer, visit: Visit, rows: Sequence[VisitRow]) -> tuple[Visit, ...]:
    """Which of these visits the viewer may let this one be part of."""
    others = [Visit.model_validate_json(row.folded) for row in rows]
    found = [
        each
        for each in others
        if each.state not in ENDED and is_one_occasion(each, visit) and not has_part(viewer, each)
    ]
    may_merge = viewer.may_review and visit.state not in ENDED and not has_part(viewer, visit)
    return tuple(found) if may_merge else ()


def _is_reviewable(visit: Visit) -> bool:
    return visit.state in (State.SUBMITTED, State.RETURNED, State.APPROVED)
