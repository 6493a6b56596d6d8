"""This month for an inspector: the duty at each school, what came back, what waits to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.store import Transaction, visit_lists, visit_rows
from app.visits.campaigns import CampaignTask, campaign_tasks
from app.visits.due_findings import OpenFinding, due, looked_at, open_findings
from app.visits.opening import theme_of_month
from app.visits.recorder import Recorder
from app.visits.records import VisitSummary, summaries, visits_of
from domain.clock import month_of
from domain.kinds.visit.builder import State
from domain.month.owed import MadeVisit, Owed, owed
from domain.register.checklist import Theme
from domain.visit.flag import FlagCode
from domain.visit.visit import is_inspection_made
from domain.wire.workbook import Workbook, WorkbookFollowUp, WorkbookSchool, WorkbookVisit


@dataclass(frozen=True, slots=True)
class SchoolDuty:
    """A school the inspector is responsible for: visits done and due this month.

    ``by_others`` of those done were led by somebody else, whom the inspector mostly accompanied.
    ``follow_ups`` are the findings to look at again now, the most urgent first.
    """

    school: WorkbookSchool
    done: int
    due: int
    last_visit_on: str | None
    open_findings: int
    follow_ups: tuple[OpenFinding, ...] = ()
    by_others: int = 0


@dataclass(frozen=True, slots=True)
class MonthView:
    """This month for the inspector. ``theme`` is the month's own; None before the first sync.

    ``visits_made`` are the visits they led, wherever; ``done`` of ``due`` is the duty at their
    schools, of each school at most what is due there.
    ``findings`` are the open ones of all the inspector's schools, the most urgent first.
    """

    month: str
    theme: Theme | None
    due: int
    done: int
    schools: tuple[SchoolDuty, ...]
    returned: tuple[VisitSummary, ...]
    in_progress: tuple[VisitSummary, ...]
    findings: tuple[OpenFinding, ...] = ()
    campaigns: tuple[CampaignTask, ...] = ()
    visits_made: int = 0

    @property
    def follow_ups(self) -> tuple[OpenFinding, ...]:
        """The findings to look at again now."""
        return due(self.findings)


class Months:
    """Reads this month of one account."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def month(self, today: date) -> MonthView:
        """This month: the duty at each school, what came back, and what waits to be done."""
        month = month_of(today)
        recorder = self._recorder
        workbook = recorder.workbook()
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_of_month(transaction, recorder.account, month)
            listed = summaries(transaction, rows, workbook)
            seen = [each.visit for each in visits_of(workbook)]
            held = visit_rows.held_of(transaction, recorder.account, seen)
            last = visit_rows.last_visits(transaction, recorder.account)
            visited = visit_rows.schools_of_campaigns(transaction, recorder.account)
            looked = seen_here(transaction, recorder, month)
            made = visit_lists.visits_made(transaction, recorder.account, month)
            led = visit_lists.visits_led(transaction, recorder.account, month)
        elsewhere = [each for each in visits_of(workbook) if each.visit not in held]
        listed += [from_office(each, workbook) for each in elsewhere]
        for each in elsewhere:
            if is_inspection_made(each.state, each.visit_type):
                last[each.school_id] = max(last.get(each.school_id, ""), each.visit_on)
                if each.month == month:
                    made.append(_made_elsewhere(each, recorder.account))
                    led += 1
        findings = open_findings(workbook, looked, today)
        schools = _duties(workbook, owed(workbook, made, month) if workbook else {}, last, findings)
        open_ones = [each for each in listed if each.state is State.IN_PROGRESS]
        amending = [each for each in listed if each.is_amending]
        back = [each for each in listed if each.state is State.RETURNED and not each.is_amending]
        return MonthView(
            month=month,
            theme=theme_of_month(workbook, today.month),
            due=sum(each.due for each in schools),
            done=sum(min(each.done, each.due) for each in schools),
            schools=schools,
            returned=tuple(back),
            in_progress=(*open_ones, *amending),
            findings=findings,
            campaigns=campaign_tasks(workbook, visited, today),
            visits_made=led,
        )


def seen_here(
    transaction: Transaction, recorder: Recorder, month: str
) -> dict[str, WorkbookFollowUp]:
    """What the phone's visits of the month, and the open ones, have looked at again, by finding."""
    workbook = recorder.store.workbooks.get(transaction, recorder.account)
    ids = visit_lists.followed_up(transaction, recorder.account, month)
    visits = visit_rows.folded_visits(transaction, ids)
    return looked_at((visits[each] for each in ids), workbook.name if workbook else "")


def _duties(
    workbook: Workbook | None,
    owing: Mapping[str, Owed],
    last: Mapping[str, str],
    findings: Iterable[OpenFinding],
) -> tuple[SchoolDuty, ...]:
    """The inspector's own schools, those with most left to do first."""
    if workbook is None:
        return ()
    open_at: dict[str, list[OpenFinding]] = {}
    for found in findings:
        open_at.setdefault(found.finding.school_id, []).append(found)
    duties = [
        SchoolDuty(
            school=school,
            done=owing[school.school_id].done,
            due=owing[school.school_id].due,
            by_others=owing[school.school_id].by_others,
            last_visit_on=_newest(last.get(school.school_id), owing[school.school_id].last_on),
            open_findings=len(open_at.get(school.school_id, ())),
            follow_ups=due(open_at.get(school.school_id, ())),
        )
        for school in workbook.schools
        if school.is_mine
    ]
    return tuple(sorted(duties, key=lambda each: each.done - each.due))


def _newest(*days: str | None) -> str | None:
    return max((day for day in days if day is not None), default=None)


def _made_elsewhere(office: WorkbookVisit, account: str) -> MadeVisit:
    """An own visit that is on another phone."""
    return MadeVisit(office.visit, office.school_id, office.visit_on, account)


def from_office(office: WorkbookVisit, workbook: Workbook | None) -> VisitSummary:
    """A visit recorded on another phone, as the office sees it."""
    schools = workbook.schools if workbook else ()
    names = (each.name for each in schools if each.school_id == office.school_id)
    codes = FlagCode.__members__.values()
    return VisitSummary(
        visit_id=office.visit,
        school_id=office.school_id,
        school_name=next(names, office.school_id),
        visit_on=office.visit_on,
        visit_type=office.visit_type,
        theme_id=None,
        state=office.state,
        is_amending=office.is_amending,
        is_unsent=False,
        photos_unsent=0,
        flags=tuple(code for code in codes if code.value in office.flags),
        review=office.reviews[-1] if office.reviews else None,
        is_here=False,
    )
