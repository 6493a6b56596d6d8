"""A visit's course: opened, planned, checked in and out, signed, submitted, amended, cancelled."""

from collections.abc import Sequence

from app.visits.recorder import Recorder
from app.visits.refusals import NOTHING_DRAWN, made
from domain.entries.chain import ReasonPrivate
from domain.entries.visit import (
    ChecklistRef,
    FixPrivate,
    SignedPrivate,
    Signer,
    VisitAmended,
    VisitCancelled,
    VisitCheckedIn,
    VisitCheckedOut,
    VisitOpened,
    VisitPlanned,
    VisitSigned,
    VisitSubmitted,
    VisitType,
)
from domain.errors import BadInput, Conflict
from domain.place import Fix, presence
from domain.visit import Visit
from domain.workbook import Workbook


class Course:
    """The acts by which a visit proceeds."""

    _recorder: Recorder

    def open_visit(
        self,
        school_id: str,
        visit_type: VisitType | None = None,
        theme_id: str | None = None,
        items: Sequence[str] = (),
    ) -> str:
        """Begin a visit and answer its id; the checklist is the theme's, in its newest version."""
        body = made(
            VisitOpened,
            school_id=school_id,
            visit_type=visit_type or VisitType.ROUTINE,
            theme_id=theme_id,
            items=tuple(items),
            checklist=_checklist_of(self._recorder.workbook(), theme_id),
        )
        return self._recorder.open(body)

    def plan(self, visit_id: str, **changes: object) -> Visit:
        """Change theme, items, type, announcement or participants (2-19); the rest stays.

        A new theme brings its own checklist. BadInput for a field there is none of.
        """
        unknown = changes.keys() - VisitPlanned.model_fields.keys()
        if unknown:
            raise BadInput(f"没有这一项：{'、'.join(sorted(unknown))}。", code="bad_field")
        visit = self._recorder.visit(visit_id)
        fields: dict[str, object] = {
            name: getattr(visit, name) for name in VisitPlanned.model_fields
        }
        theme_id = changes.get("theme_id", visit.theme_id)
        if theme_id != visit.theme_id:
            wanted = theme_id if isinstance(theme_id, str) else None
            fields["checklist"] = _checklist_of(self._recorder.workbook(), wanted)
        fields |= changes
        for name in ("items", "participants"):
            value = fields[name]
            fields[name] = tuple(value) if isinstance(value, list) else value
        return self._recorder.record(visit_id, made(VisitPlanned, **fields))

    def check_in(self, visit_id: str, fix: Fix | None, reason: str = "") -> Visit:
        """Record the arrival, with the school's circle it is judged by (2-04); no place is refused.

        ``reason`` says why a position was set by hand or is missing.
        """
        return self._mark(visit_id, VisitCheckedIn, fix, reason)

    def check_out(self, visit_id: str, fix: Fix | None, reason: str = "") -> Visit:
        """Record the leaving; a later one replaces it."""
        return self._mark(visit_id, VisitCheckedOut, fix, reason)

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

    def submit(self, visit_id: str, has_no_problem: bool = False) -> Visit:
        """Hand the visit to the office as it stands. Conflict when it says nothing about problems.

        A visit without findings must say 零问题 itself (3-06): silence is no conclusion.
        """
        visit = self._recorder.expect_open(visit_id)
        if has_no_problem and visit.findings:
            raise Conflict("已经登记了问题，不能再提交为“零问题”。", code="has_findings")
        if not has_no_problem and not visit.findings:
            raise Conflict("还没有登记问题。确实没有的，请勾选“本次未发现问题”。", code="no_result")
        body = VisitSubmitted(head=visit.head, has_no_problem=has_no_problem)
        return self._recorder.record(visit_id, body)

    def amend(self, visit_id: str, reason: str) -> Visit:
        """Open a submitted visit for changes, for a stated reason, until it is submitted again."""
        if self._recorder.visit(visit_id).is_amending:
            raise Conflict("这次督导已经在更正中，改好后请重新提交。", code="already_amending")
        return self._recorder.record(visit_id, VisitAmended(), _reason(reason, "更正"))

    def cancel(self, visit_id: str, reason: str) -> Visit:
        """Take the visit out of the counts; everything stays readable."""
        return self._recorder.record(visit_id, VisitCancelled(), _reason(reason, "作废"))

    def _mark(
        self, visit_id: str, model: type[VisitCheckedIn], fix: Fix | None, reason: str
    ) -> Visit:
        visit = self._recorder.visit(visit_id)
        school = self._recorder.school(visit.school_id)
        circle = school.circle if school else None
        body = made(model, circle=circle, presence=presence(fix, circle), **quality_of(fix))
        return self._recorder.record(visit_id, body, made(FixPrivate, **place_of(fix, reason)))


def quality_of(fix: Fix | None) -> dict[str, object]:
    """The body's fields of a fix; none without one."""
    if fix is None:
        return {}
    return fix.model_dump(include={"accuracy_m", "age_s", "source", "is_mocked"})


def place_of(fix: Fix | None, reason: str = "") -> dict[str, object]:
    """The private fields of a fix."""
    place = {"lat": fix.lat, "lng": fix.lng} if fix else {}
    return {**place, "reason": reason.strip()}


def _reason(reason: str, act: str) -> ReasonPrivate:
    if not reason.strip():
        raise BadInput(f"请写明{act}的原因。", code="reason_missing")
    return made(ReasonPrivate, reason=reason.strip())


def _checklist_of(workbook: Workbook | None, theme_id: str | None) -> ChecklistRef | None:
    if workbook is None:
        return None
    theme = next((each for each in workbook.themes if each.theme_id == theme_id), None)
    if theme is None:
        return None
    versions = [
        each.version for each in workbook.checklists if each.checklist_id == theme.checklist_id
    ]
    if not versions:
        return None
    return ChecklistRef(checklist_id=theme.checklist_id, version=max(versions))
