"""Looking again at what earlier visits found at the same school (2-02)."""

from collections.abc import Mapping
from datetime import date

from app.store import visit_lists, visit_rows
from app.visits import messages
from app.visits.earlier_findings import earlier_findings
from app.visits.messages import made, refusal
from app.visits.recorder import Recorder
from app.visits.recording import Recording
from domain.errors import BadInput, NotFound
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitOpened, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.plan import VisitType
from domain.visit.custody import Hand
from domain.visit.visit import Visit


class FollowUps:
    """The acts of a follow-up."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def begin_follow_up(self, school_id: str, today: date) -> str:
        """The visit to look again on: one begun there today, else a 回访 that is opened now.

        A 回访 asks for nothing but the arrival and what was seen, and is neither a 督导次 nor of
        the month's duty.
        """
        begun = self._begun_today(school_id, today)
        if begun is not None:
            return begun
        body = made(VisitOpened, school_id=school_id, visit_type=VisitType.FOLLOW_UP)
        return self._recorder.open(body)

    def submit_follow_up(self, visit_id: str) -> Visit:
        """Hand a 回访 to the office; Conflict where nothing was looked at on it."""
        visit = self._recorder.expect_open(visit_id)
        if not visit.follow_ups:
            raise refusal("nothing_looked_at")
        return self._recorder.record(visit_id, VisitSubmitted(head=visit.head))

    def _begun_today(self, school_id: str, today: date) -> str | None:
        """The newest unfinished visit of today there that goes on on this phone."""
        recorder = self._recorder
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_of_day(transaction, recorder.account, today.isoformat())
            here = [
                each.visit
                for each in rows
                if each.school_id == school_id and each.state == State.IN_PROGRESS.value
            ]
            visits = visit_rows.folded_visits(transaction, here).values()
            mine = [
                each for each in visits if recorder.hand(transaction, each) is not Hand.OTHER_PHONE
            ]
        newest = max(mine, key=lambda each: each.opened.at, default=None)
        return newest.visit_id if newest else None

    def record_follow_up(
        self, visit_id: str, finding_id: str, fields: Mapping[str, object]
    ) -> Visit:
        """Set what was seen of an earlier finding: ``conclusion``, ``text`` and ``advice``.

        ``due_on`` is the new day of one that is not put right; one that is gets none.
        """
        if not fields.get("conclusion"):
            raise BadInput(messages.NO_CONCLUSION, code="conclusion_missing")
        is_right = fields["conclusion"] == Conclusion.RECTIFIED
        words = {name: str(fields.get(name) or "").strip() for name in ("text", "advice")}
        with self._recorder.on(visit_id) as recording:
            finding_visit, unit = self._found(recording, finding_id)
            body = made(
                FollowUpRecorded,
                finding_id=finding_id,
                finding_visit=finding_visit,
                conclusion=fields["conclusion"],
                due_on=None if is_right else fields.get("due_on"),
                unit=unit,
            )
            recording.record(body, made(FollowUpPrivate, **words))
        return recording.visit

    def withdraw_follow_up(self, visit_id: str, finding_id: str) -> Visit:
        """Take a follow-up out of the visit."""
        with self._recorder.on(visit_id) as recording:
            stood = recording.visit.follow_ups.get(finding_id)
            if stood is None:
                raise NotFound(messages.NO_FINDING, code="finding_unknown")
            body = FollowUpRecorded(
                finding_id=finding_id,
                finding_visit=stood.finding_visit,
                conclusion=stood.conclusion,
                is_withdrawn=True,
            )
            recording.record(body)
        return recording.visit

    def _found(self, recording: Recording, finding_id: str) -> tuple[str, str | None]:
        """The visit that found it, and at which further unit of this visit (None: at the first).

        NotFound for a finding this phone knows nothing of.
        """
        visit, stood = recording.visit, recording.visit.follow_ups.get(finding_id)
        if stood is not None:
            return stood.finding_visit, stood.unit
        known = earlier_findings(recording.transaction, self._recorder, recording.visit)
        for each in known:
            if each.finding_id == finding_id:
                return each.visit, each.school_id if each.school_id in visit.units else None
        raise NotFound(messages.NO_EARLIER_FINDING, code="finding_unknown")
