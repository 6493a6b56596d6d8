"""Looking again at what earlier visits found at the same school (2-02)."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from app.store import visit_rows
from app.visits import messages
from app.visits.messages import made
from app.visits.recorder import Recorder
from domain.clock import parse_instant
from domain.errors import BadInput, NotFound
from domain.kinds.visit.finding import Finding
from domain.kinds.visit.follow_up import FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.signature import Signer
from domain.visit.assessment import visit_date
from domain.visit.follow_up import Urgency, due_on, urgency
from domain.visit.visit import COUNTED, Visit
from domain.wire.workbook import WorkbookFinding

_ORDER = list(Urgency)
_NO_DAY = "9999-12-31"


class FollowUps:
    """The acts of a follow-up, and what is known of the findings it may be about."""

    _recorder: Recorder

    def record_follow_up(
        self, visit_id: str, finding_id: str, fields: Mapping[str, object]
    ) -> Visit:
        """Set what was seen of an earlier finding: ``conclusion``, ``text`` and ``advice``."""
        if not fields.get("conclusion"):
            raise BadInput(messages.NO_CONCLUSION, code="conclusion_missing")
        visit = self._recorder.visit(visit_id)
        stood = visit.follow_ups.get(finding_id)
        known = {each.finding_id: each.visit for each in self.earlier_findings(visit)}
        finding_visit = stood.finding_visit if stood else known.get(finding_id)
        if finding_visit is None:
            raise NotFound(messages.NO_EARLIER_FINDING, code="finding_unknown")
        body = made(
            FollowUpRecorded,
            finding_id=finding_id,
            finding_visit=finding_visit,
            conclusion=fields["conclusion"],
        )
        words = {name: str(fields.get(name) or "").strip() for name in ("text", "advice")}
        return self._recorder.record(visit_id, body, made(FollowUpPrivate, **words))

    def withdraw_follow_up(self, visit_id: str, finding_id: str) -> Visit:
        """Take a follow-up out of the visit."""
        stood = self._recorder.visit(visit_id).follow_ups.get(finding_id)
        if stood is None:
            raise NotFound(messages.NO_FINDING, code="finding_unknown")
        body = FollowUpRecorded(
            finding_id=finding_id,
            finding_visit=stood.finding_visit,
            conclusion=stood.conclusion,
            is_withdrawn=True,
        )
        return self._recorder.record(visit_id, body)

    def earlier_findings(self, visit: Visit) -> tuple[WorkbookFinding, ...]:
        """What other visits found at the visit's school, the most urgent on its day first.

        As the workbook has them, and those recorded here that the office does not know yet.
        """
        workbook = self._recorder.workbook()
        known = [
            each
            for each in (workbook.findings if workbook else ())
            if each.school_id == visit.school_id and each.visit != visit.visit_id
        ]
        there = {each.finding_id for each in known}
        known += [each for each in self._unsent(visit) if each.finding_id not in there]
        return tuple(sorted(known, key=lambda each: _urgency_key(each, _day_of(visit))))

    def photo_paths(self, hashes: Iterable[str]) -> dict[str, Path]:
        """Where those of the photos are that this phone has, by SHA-256."""
        files = self._recorder.store.files
        paths = {each: files.stamped(each) for each in hashes}
        return {each: path for each, path in paths.items() if path.is_file()}

    def _unsent(self, visit: Visit) -> list[WorkbookFinding]:
        """The findings of submitted visits to the same school that still have to go."""
        account = self._recorder.account
        with self._recorder.store.database.read() as transaction:
            rows = visit_rows.unsent_rows_of_school(transaction, account, visit.school_id)
        found: list[WorkbookFinding] = []
        for row in rows:
            other = visit_rows.visit_of(row)
            if other.visit_id != visit.visit_id and other.state in COUNTED:
                found += [_as_known(other, each) for each in other.findings.values()]
        return found


def likely_responsible(visit: Visit, earlier: Iterable[WorkbookFinding]) -> tuple[str, ...]:
    """Who will probably answer for a finding here, the likeliest first.

    The school's head who signed this visit, then who answered lately, then who was named lately.
    """
    signed = visit.signatures.get(Signer.SCHOOL_HEAD)
    newest = sorted(earlier, key=lambda each: each.raised_on, reverse=True)
    replied = [each.reply for each in newest if each.reply]
    replied.sort(key=lambda reply: reply.reported_on, reverse=True)
    names = [
        "" if signed is None or signed.is_refused else signed.name,
        *(reply.responsible for reply in replied),
        *(each.responsible for each in newest),
    ]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _as_known(visit: Visit, finding: Finding) -> WorkbookFinding:
    """A finding of this phone as the workbook will show it."""
    return WorkbookFinding(
        finding_id=finding.finding_id,
        visit=visit.visit_id,
        school_id=visit.school_id,
        category=finding.category,
        severity=finding.severity,
        is_hazard=finding.is_hazard,
        text=finding.text,
        raised_on=_day_of(visit).isoformat(),
        due_on=finding.due_on,
        is_fixed_on_spot=finding.is_fixed_on_spot,
        place=finding.place,
        suggestion=finding.suggestion,
        responsible=finding.responsible,
        recurs=finding.recurs,
        photos=tuple(each.sha256 for each in visit.photos_of_finding(finding.finding_id)),
    )


def _day_of(visit: Visit) -> date:
    """The visit's day as this phone claims it."""
    start = visit.check_in.stamp if visit.check_in else visit.opened
    return visit_date(parse_instant(start.at), None)[0]


def _urgency_key(finding: WorkbookFinding, today: date) -> tuple[int, bool, str, str]:
    """Urgent first, a hazard before others, then by day."""
    order = _ORDER.index(urgency(finding, today))
    return order, not finding.is_hazard, due_on(finding) or _NO_DAY, finding.raised_on
