"""What earlier visits found at a school: as the office knows it, and what it does not know yet."""

from collections.abc import Iterable
from datetime import date

from app.store import Transaction, visit_lists, visit_rows
from app.visits.recorder import Recorder
from domain.clock import local_date, parse_instant
from domain.findings.urgency import Urgency, due_on, urgency
from domain.kinds.visit.finding import Finding
from domain.kinds.visit.signature import Signer
from domain.visit.assessment import visit_date
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook, WorkbookFinding

_ORDER = list(Urgency)
_NO_DAY = "9999-12-31"


def earlier_findings(
    transaction: Transaction, recorder: Recorder, visit: Visit
) -> tuple[WorkbookFinding, ...]:
    """What other visits found at the visit's units, the most urgent on its day first.

    As the workbook has them, and those recorded here that the office does not know yet.
    """
    workbook = recorder.store.workbooks.get(transaction, recorder.account)
    known = [
        each
        for each in (workbook.findings if workbook else ())
        if each.school_id in visit.schools and each.visit != visit.visit_id
    ]
    there = {each.finding_id for each in known}
    unsent = _unsent(transaction, recorder.account, visit)
    known += [each for each in unsent if each.finding_id not in there]
    return tuple(sorted(known, key=lambda each: _urgency_key(each, _day_of(visit))))


def own_findings(workbook: Workbook | None, visit: Visit) -> dict[str, WorkbookFinding]:
    """The visit's findings as the office knows them; empty until it has heard of them."""
    found = workbook.findings if workbook else ()
    return {each.finding_id: each for each in found if each.visit == visit.visit_id}


def likely_responsible(visit: Visit, earlier: Iterable[WorkbookFinding]) -> tuple[str, ...]:
    """Who will probably answer for a finding here, the likeliest first.

    The school's head who signed this visit, then who answered lately, then who was named lately.
    """
    signed = visit.signatures.get(Signer.SCHOOL_HEAD)
    newest = sorted(earlier, key=lambda each: each.raised_on, reverse=True)
    replied = [each.reply for each in newest if each.reply]
    replied.sort(key=lambda reply: reply.replied_on, reverse=True)
    names = [
        "" if signed is None or signed.is_refused else signed.name,
        *(reply.responsible for reply in replied),
        *(each.responsible for each in newest),
    ]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _unsent(transaction: Transaction, account: str, visit: Visit) -> list[WorkbookFinding]:
    """The findings of submitted visits to the same units that still have to go."""
    rows = [
        row
        for school_id in visit.schools
        for row in visit_lists.unsent_at_school(transaction, account, school_id)
    ]
    ids = [
        row.visit
        for row in rows
        if row.visit != visit.visit_id and row.state in visit_rows.IN_COUNT
    ]
    others = visit_rows.folded_visits(transaction, ids).values()
    return [
        _as_known(other, each)
        for other in others
        for each in other.findings.values()
        if other.unit_of(each) in visit.schools
    ]


def _as_known(visit: Visit, finding: Finding) -> WorkbookFinding:
    """A finding of this phone as the workbook will show it."""
    told, photos = visit.told_of(finding.finding_id), visit.photos_of_finding(finding.finding_id)
    return WorkbookFinding(
        finding_id=finding.finding_id,
        subject=finding.subject,
        visit=visit.visit_id,
        school_id=visit.unit_of(finding),
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
        is_pictured_after=visit.is_pictured_after(finding.finding_id),
        fed_back_on=local_date(parse_instant(told.at)).isoformat() if told else None,
        photos=tuple(each.sha256 for each in photos if not each.is_after),
    )


def _day_of(visit: Visit) -> date:
    """The visit's day as this phone claims it."""
    start = visit.check_in.stamp if visit.check_in else visit.opened
    return visit_date(parse_instant(start.at), None)[0]


def _urgency_key(finding: WorkbookFinding, today: date) -> tuple[int, bool, str, str]:
    """Urgent first, a hazard before others, then by day."""
    order = _ORDER.index(urgency(finding, today))
    return order, not finding.is_hazard, due_on(finding) or _NO_DAY, finding.raised_on
