"""This month for an inspector: the duty at each school, what came back, what is not finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.store import visit_rows
from app.visits.recorder import Recorder
from app.visits.records import VisitSummary, summaries, visits_of
from domain.checklist import Theme
from domain.clock import month_of
from domain.flag import FlagCode
from domain.visit import COUNTED, State
from domain.workbook import Workbook, WorkbookSchool, WorkbookVisit


@dataclass(frozen=True, slots=True)
class SchoolDuty:
    """A school the inspector is responsible for: visits done and due this month."""

    school: WorkbookSchool
    done: int
    due: int
    last_visit_on: str | None
    open_findings: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """This month for the inspector. ``theme`` is the month's own; None before the first sync."""

    month: str
    theme: Theme | None
    due: int
    done: int
    schools: tuple[SchoolDuty, ...]
    returned: tuple[VisitSummary, ...]
    in_progress: tuple[VisitSummary, ...]


class Months:
    """Reads this month of one account."""

    _recorder: Recorder

    def month(self, today: date) -> MonthView:
        """This month: the duty at each school, what came back, and what is not finished."""
        month = month_of(today)
        recorder = self._recorder
        workbook = recorder.workbook()
        with recorder.store.database.read() as transaction:
            rows = visit_rows.rows_of_month(transaction, recorder.account, month)
            listed = summaries(transaction, rows, workbook)
            held = visit_rows.highest_ns(transaction, recorder.account)
            last = visit_rows.last_visits(transaction, recorder.account)
        counted = [row.school_id for row in rows if row.month == month and row.state in COUNTED]
        elsewhere = [each for each in visits_of(workbook) if each.visit not in held]
        listed += [_from_office(each, workbook) for each in elsewhere]
        for each in elsewhere:
            if each.state in COUNTED:
                last[each.school_id] = max(last.get(each.school_id, ""), each.visit_on)
                counted += [each.school_id] if each.month == month else []
        schools = _duties(workbook, counted, last)
        open_ones = [each for each in listed if each.state is State.IN_PROGRESS]
        amending = [each for each in listed if each.is_amending]
        back = [each for each in listed if each.state is State.RETURNED and not each.is_amending]
        return MonthView(
            month=month,
            theme=_theme_of(workbook, today),
            due=sum(each.due for each in schools),
            done=sum(min(each.done, each.due) for each in schools),
            schools=schools,
            returned=tuple(back),
            in_progress=(*open_ones, *amending),
        )


def _theme_of(workbook: Workbook | None, today: date) -> Theme | None:
    themes = workbook.themes if workbook else ()
    return next((each for each in themes if each.month == today.month), None)


def _duties(
    workbook: Workbook | None, counted: Iterable[str], last: dict[str, str]
) -> tuple[SchoolDuty, ...]:
    """The inspector's own schools, those with most left to do first."""
    if workbook is None:
        return ()
    made = list(counted)
    duties = [
        SchoolDuty(
            school=school,
            done=made.count(school.school_id),
            due=workbook.duty.visits_per_month,
            last_visit_on=last.get(school.school_id),
            open_findings=sum(
                finding.school_id == school.school_id for finding in workbook.findings
            ),
        )
        for school in workbook.schools
        if school.is_mine
    ]
    return tuple(sorted(duties, key=lambda each: each.done - each.due))


def _from_office(office: WorkbookVisit, workbook: Workbook | None) -> VisitSummary:
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
