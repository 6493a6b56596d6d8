"""A visit's course: opened, planned, checked in and out, signed, submitted, amended, cancelled."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from app.visits.day import Days
from app.visits.drafts import Drafts
from app.visits.fix_fields import place_of, quality_of
from app.visits.messages import NOTHING_DRAWN, WORDS, made, refusal
from app.visits.opening import Opening, VisitPreview, checklist_of, opening_of, ready_of
from app.visits.recorder import Recorder
from domain.clock import local_date, parse_instant
from domain.errors import BadInput, Conflict
from domain.kinds.folding import Stamp
from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import (
    VisitAmended,
    VisitCancelled,
    VisitOpened,
    VisitPlanned,
    VisitSubmitted,
)
from domain.kinds.visit.place import (
    FixPrivate,
    PositionAdded,
    PositionProposed,
    VisitCheckedIn,
    VisitCheckedOut,
    is_untold,
)
from domain.kinds.visit.plan import ChecklistRef
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.place.presence import Fix, is_exact, presence
from domain.register.school_kind import SchoolKind
from domain.register.trail_rule import TrailRule
from domain.trail.chain import Moment
from domain.visit.visit import Visit


class Course:
    """The acts by which a visit proceeds."""

    def __init__(
        self, recorder: Recorder, moment: Callable[[], Moment], days: Days, drafts: Drafts
    ) -> None:
        self._recorder = recorder
        self._moment = moment
        self._days = days
        self._drafts = drafts

    def begin_visit(self, school_id: str, today: date, campaign_id: str | None = None) -> str:
        """Open a visit with all chosen already that can be: one tap, and it is the day's next stop.

        Its theme, content and checklist are the campaign's or the month's; whoever came along to
        the stop before comes along.
        """
        visit_id = self.open_visit(school_id, self.ready(today, school_id, campaign_id).opening)
        self._days.drop_stop(today, school_id)
        return visit_id

    def ready(self, today: date, school_id: str, campaign_id: str | None = None) -> VisitPreview:
        """What a visit to the school begun now would begin with."""
        workbook, before = self._recorder.workbook(), self._days.stop_before(today)
        opening = opening_of(workbook, today.month, campaign_id, before)
        return ready_of(workbook, opening, self._kind_of(school_id))

    def open_visit(
        self,
        school_id: str,
        opening: Opening | None = None,
        *,
        theme_id: str | None = None,
        items: Sequence[str] = (),
    ) -> str:
        """Begin a visit and answer its id.

        ``theme_id`` and ``items`` are for an opening that says nothing else.
        """
        begun = opening or Opening(theme_id=theme_id, items=tuple(items))
        checklist = self._checklist(school_id, begun.theme_id, begun.campaign_id)
        body = made(VisitOpened, school_id=school_id, checklist=checklist, **asdict(begun))
        return self._recorder.open(body)

    def _checklist(
        self, school_id: str, theme_id: str | None, campaign_id: str | None
    ) -> ChecklistRef | None:
        workbook, kind = self._recorder.workbook(), self._kind_of(school_id)
        return checklist_of(workbook, theme_id, campaign_id, kind)

    def _kind_of(self, school_id: str) -> SchoolKind | None:
        school = self._recorder.school(school_id)
        return school.school_kind if school else None

    def plan(self, visit_id: str, **changes: object) -> Visit:
        """Change theme, items, type, announcement, participants or campaign (2-19); the rest stays.

        A new theme or campaign brings its own checklist. BadInput for a field there is none of.
        """
        unknown = changes.keys() - VisitPlanned.model_fields.keys()
        if unknown:
            raise BadInput(f"没有这一项：{'、'.join(sorted(unknown))}。", code="bad_field")
        visit = self._recorder.visit(visit_id)
        fields: dict[str, object] = {
            name: getattr(visit, name) for name in VisitPlanned.model_fields
        }
        before = (visit.theme_id, visit.campaign_id)
        fields |= changes
        after = tuple(
            str(fields[name]) if fields[name] else None for name in ("theme_id", "campaign_id")
        )
        if after != before and "checklist" not in changes:
            fields["checklist"] = self._checklist(visit.school_id, *after)
        for name in ("items", "participants"):
            value = fields[name]
            fields[name] = tuple(value) if isinstance(value, list) else value
        return self._recorder.record(visit_id, made(VisitPlanned, **fields))

    def follow_campaign(self, visit_id: str, campaign_id: str | None) -> Visit:
        """Go on under a campaign, with its type, theme and content, or under the monthly duty."""
        opened = self._recorder.visit(visit_id).opened
        month = local_date(parse_instant(opened.at)).month
        opening = opening_of(self._recorder.workbook(), month, campaign_id)
        return self.plan(
            visit_id,
            visit_type=opening.visit_type,
            theme_id=opening.theme_id,
            items=opening.items,
            campaign_id=opening.campaign_id,
        )

    def check_in(self, visit_id: str, fix: Fix | None, reason: str = "") -> Visit:
        """Record the arrival, with the school's circle it is judged by (2-04); no place is refused.

        ``reason`` says why there is no position, or why it was set by hand (then BadInput without).
        The practice school is where the phone is. Where the district wants no place, none is
        recorded.
        """
        self._recorder.practise_here(visit_id, fix)
        return self._mark(visit_id, VisitCheckedIn, fix, reason)

    def check_out(self, visit_id: str, fix: Fix | None, reason: str = "") -> Visit:
        """Record the leaving, judged by the unit one was at last; a later one replaces it."""
        return self._mark(visit_id, VisitCheckedOut, fix, reason)

    def add_place(self, visit_id: str, fix: Fix) -> Visit:
        """Record where the inspector is now, later than the arrival there, which stays as it is.

        Of a visit to several units it is the one where one stands. Conflict before the arrival,
        where that tells by itself, and where the district wants no place. A later one replaces it.
        """
        visit = self._recorder.visit(visit_id)
        if not self._rule(visit).wants_place:
            raise refusal("place_unwanted")
        here = visit.unit_now
        arrived = visit.arrival_at(here)
        if arrived is None or not is_untold(arrived):
            reason = "not_checked_in" if arrived is None else "place_told"
            raise refusal(reason, visit.visit_type)
        unit = here if here != visit.school_id else None
        return self._mark(visit_id, PositionAdded, fix, "", unit=unit)

    def propose_position(self, visit_id: str, where: str) -> Visit:
        """Propose the place of the check-in as the school's position, for the office to confirm.

        ``where`` says in words which spot that is. Conflict without a fix, and where it is not
        exact enough to say where a school is.
        """
        arrived = self._recorder.visit(visit_id).check_in
        fix = arrived.fix if arrived else None
        if arrived is None or fix is None:
            raise refusal("not_checked_in" if arrived is None else "no_fix")
        if not is_exact(fix):
            raise refusal("fix_not_exact")
        passed = passed_s(arrived.stamp, self._moment())
        fix = fix.model_copy(update={"age_s": (fix.age_s or 0.0) + passed})
        private = made(FixPrivate, **place_of(fix, where))
        return self._recorder.record(visit_id, made(PositionProposed, **quality_of(fix)), private)

    def sign(
        self,
        visit_id: str,
        signer: Signer,
        name: str,
        strokes: Sequence[Sequence[int]] = (),
        refusal_reason: str = "",
    ) -> Visit:
        """Sign the record as it stands now, or note that the signer refused and why."""
        visit = self._recorder.expect_open(visit_id)
        private = made(
            SignedPrivate,
            name=name.strip() or None,
            strokes=tuple(tuple(stroke) for stroke in strokes),
            refusal_reason=refusal_reason,
        )
        if private.name is None and not refusal_reason:
            raise BadInput("请填写签字人的姓名；对方拒签的，请写明原因。", code="name_missing")
        if not refusal_reason and not any(len(stroke) >= 4 for stroke in private.strokes):
            raise BadInput(NOTHING_DRAWN, code="nothing_drawn")
        body = made(VisitSigned, signer=signer, head=visit.head, is_refused=bool(refusal_reason))
        return self._recorder.record(visit_id, body, private)

    def submit(self, visit_id: str, has_no_problem: bool | None = None) -> Visit:
        """Hand the visit to the office as it stands, half-typed texts included.

        Conflict when it says nothing about problems: a visit without findings must say 零问题
        itself (3-06), silence is no conclusion; None where it says what it said when it was
        handed in before.
        """
        self._drafts.flush(visit_id)
        visit = self._recorder.expect_open(visit_id)
        if has_no_problem is None:
            has_no_problem = visit.says_no_problem
        if has_no_problem and visit.findings:
            raise Conflict("已经登记了问题，不能再提交为“零问题”。", code="has_findings")
        if not has_no_problem and not visit.findings:
            raise Conflict("还没有登记问题。确实没有的，请勾选“本次未发现问题”。", code="no_result")
        body = VisitSubmitted(head=visit.head, has_no_problem=has_no_problem)
        return self._recorder.record(visit_id, body)

    def take_over(self, visit_id: str) -> Visit:
        """Go on with the visit here, after another phone of the account took it over."""
        return self._recorder.take_over(visit_id, "改回在这部手机上继续记录")

    def amend(self, visit_id: str, reason: str) -> Visit:
        """Open a submitted visit for changes, for a stated reason, until it is submitted again."""
        visit = self._recorder.visit(visit_id)
        if visit.is_amending:
            raise refusal("already_amending", visit.visit_type)
        return self._recorder.record(visit_id, VisitAmended(), _reason(reason, "更正"))

    def cancel(self, visit_id: str, reason: str) -> Visit:
        """Take the visit out of the counts; everything stays readable."""
        return self._recorder.record(visit_id, VisitCancelled(), _reason(reason, "作废"))

    def _mark(
        self,
        visit_id: str,
        model: type[VisitCheckedIn],
        fix: Fix | None,
        reason: str,
        **which: object,
    ) -> Visit:
        if fix is not None and fix.source == "manual" and not reason.strip():
            raise BadInput(WORDS["hand_reason_missing"], code="hand_reason_missing")
        visit = self._recorder.visit(visit_id)
        if not self._rule(visit).wants_place:
            return self._recorder.record(visit_id, model(), FixPrivate())
        is_first = model is VisitCheckedIn
        school = self._recorder.school(visit.school_id if is_first else visit.unit_now)
        circle = school.circle if school else None
        judged = presence(fix, circle)
        body = made(model, circle=circle, presence=judged, **quality_of(fix), **which)
        return self._recorder.record(visit_id, body, made(FixPrivate, **place_of(fix, reason)))

    def _rule(self, visit: Visit) -> TrailRule:
        return self._recorder.rule(visit, parse_instant(self._moment().at))


def passed_s(stamp: Stamp, now: Moment) -> float:
    """Seconds since an entry: by ticks within one start of the phone, else by its clock."""
    if stamp.tick and now.tick and stamp.tick.boot == now.tick.boot:
        return max(0.0, (now.tick.ms - stamp.tick.ms) / 1000)
    return max(0.0, (parse_instant(now.at) - parse_instant(stamp.at)).total_seconds())


def _reason(reason: str, act: str) -> ReasonPrivate:
    if not reason.strip():
        raise BadInput(f"请写明{act}的原因。", code="reason_missing")
    return made(ReasonPrivate, reason=reason.strip())
