"""督学工作月报: an inspector's month, from their row of the table and the records behind it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.findings.state import FindingState
from domain.kinds.office.training import TrainingMode
from domain.kinds.register.district import Duty
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.plan import VisitType
from domain.month.duty import SchoolDuty
from domain.month.grid import grid
from domain.month.month import Grouping
from domain.month.sheet import SheetRow
from domain.visit.joint import united
from domain.visit.visit import Visit
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.overview.activities import TRAINING
from sync_server.data.summaries import rows
from sync_server.data.summaries.rows import OfWhom
from sync_server.data.tables import VisitRow
from sync_server.data.visits.joint import counting_with
from sync_server.documents.contexts.people import (
    FoundThing,
    HeardLesson,
    HeldSchool,
    HeldTraining,
    InspectorMonth,
    LookedAt,
    MadeVisit,
)
from sync_server.register.names import Names
from sync_server.summaries.facts import (
    PeriodBook,
    by_name,
    duties_now,
    figure,
    rule_now,
    short_day,
    span_of,
)


@dataclass(frozen=True, slots=True)
class InspectorsBook:
    """What stands behind the rows of a month's table, by the account of each inspector.

    ``visits`` are those that anybody of them is credited with, by their ids; ``lessons`` the
    lessons of each account, with the visit each was on.
    """

    credits: Mapping[str, Sequence[Any]]
    visits: Mapping[str, VisitRow]
    lessons: Mapping[str, Sequence[tuple[VisitRow, Lesson, str]]]
    findings: Mapping[str, Sequence[Any]]
    follow_ups: Mapping[str, Sequence[Any]]
    duties: Mapping[str, Sequence[SchoolDuty]]
    rule: Duty


def read_inspectors(
    transaction: Transaction, book: PeriodBook, account: str = ""
) -> InspectorsBook:
    """What stands behind the table, of one inspector or of all."""
    span, tables = span_of(book.asked), transaction.tables
    credits = rows.credits(tables, span, account)
    with transaction.session() as session:
        found = {row.visit: row for row in rows.visits(session, span, OfWhom(account))}
    heard = {each.visit for each in credits if each.lessons and each.visit in found}
    wholes = _wholes(transaction, [found[each] for each in found if each in heard])
    return InspectorsBook(
        credits=_by_account(credits),
        visits=found,
        lessons=_lessons(found, wholes),
        findings=_by_account(rows.findings(tables, span, OfWhom(account))),
        follow_ups=_by_account(rows.follow_ups(tables, span, account)),
        duties=_by_holder(duties_now(transaction, book)),
        rule=rule_now(transaction, book),
    )


def inspector_month(book: PeriodBook, behind: InspectorsBook, account: str) -> InspectorMonth:
    """One inspector's month; who has no row in the table has done nothing in it."""
    sheet, names = book.sheet(Grouping.INSPECTOR), book.names
    row = next((each for each in sheet.rows if each.key == account), None)
    zone, post = _notes(row, names, account)
    values = _fitting(by_name(sheet, row))
    return InspectorMonth(
        title=f"{book.period.title}督学工作月报",
        inspector=names.person(account),
        zone=zone,
        post=post,
        period=book.period.title,
        standing=book.source,
        **values,
        schools=_schools(book, behind, account),
        made=_made(behind, account, names),
        heard=tuple(_heard(each, names) for each in behind.lessons.get(account, ())),
        found=tuple(_found(each, names) for each in behind.findings.get(account, ())),
        looked=tuple(_looked(each, names) for each in behind.follow_ups.get(account, ())),
        trainings=_trainings(book, account),
    )


def _fitting(values: Mapping[str, str]) -> dict[str, str]:
    """Those of a row's figures that the form has a place for; its lists are called otherwise."""
    places = {name for name, info in InspectorMonth.model_fields.items() if info.annotation is str}
    return {name: text for name, text in values.items() if name in places}


def _by_account(found: Iterable[Any]) -> dict[str, list[Any]]:
    by: dict[str, list[Any]] = defaultdict(list)
    for each in found:
        by[each.account].append(each)
    return by


def _by_holder(duties: Iterable[SchoolDuty]) -> dict[str, list[SchoolDuty]]:
    by: dict[str, list[SchoolDuty]] = defaultdict(list)
    for each in duties:
        by[each.holder].append(each)
    return by


def _wholes(transaction: Transaction, some: Sequence[VisitRow]) -> dict[str, Visit]:
    """These visits as they count, with those that were merged into them."""
    alone = {row.visit: Visit.model_validate_json(row.folded) for row in some}
    others = counting_with(transaction.tables, alone)
    return {name: united(visit, others.get(name, ())) for name, visit in alone.items()}


def _lessons(
    found: Mapping[str, VisitRow], wholes: Mapping[str, Visit]
) -> dict[str, list[tuple[VisitRow, Lesson, str]]]:
    by: dict[str, list[tuple[VisitRow, Lesson, str]]] = defaultdict(list)
    for name, whole in wholes.items():
        for lesson in whole.lessons.values():
            by[lesson.stamp.account].append((found[name], lesson, whole.unit_of(lesson)))
    return by


def _notes(row: SheetRow | None, names: Names, account: str) -> tuple[str, str]:
    """The zone and the post, as the table has them or the register has."""
    if row is not None:
        zone, post = row.notes
        return zone, post
    person = names.people.get(account)
    return (names.zone(person.zone) if person and person.zone else "", "")


def _schools(book: PeriodBook, behind: InspectorsBook, account: str) -> tuple[HeldSchool, ...]:
    lines = grid(behind.duties.get(account, ()), behind.rule).schools
    order = {school: place for place, school in enumerate(book.names.schools)}
    held = sorted(lines.items(), key=lambda each: (order.get(each[0][1], len(order)), each[0][1]))
    return tuple(
        HeldSchool(
            school=book.names.school(school),
            due=figure(line.total.due),
            done=figure(line.total.done),
            over=figure(line.total.over),
        )
        for (_, school), line in held
    )


def _made(behind: InspectorsBook, account: str, names: Names) -> tuple[MadeVisit, ...]:
    took_part = {each.visit for each in behind.credits.get(account, ()) if each.took_part}
    return tuple(
        MadeVisit(
            day=short_day(row.visit_on),
            school=names.school(row.school_id),
            part="主办" if row.account == account else "随行",
            sort=label(VisitType(row.visit_type)),
            theme=names.theme(row.theme_id),
            state=label(State(row.state)),
        )
        for name, row in behind.visits.items()
        if name in took_part
    )


def _heard(heard: tuple[VisitRow, Lesson, str], names: Names) -> HeardLesson:
    row, lesson, school = heard
    return HeardLesson(
        day=short_day(row.visit_on),
        school=names.school(school),
        class_name=lesson.class_name,
        subject=lesson.subject,
        teacher=lesson.teacher,
        rating=label(lesson.rating) if lesson.rating else "",
    )


def _found(row: Any, names: Names) -> FoundThing:
    severity = label(Severity(row.severity))
    return FoundThing(
        day=short_day(row.visit_on),
        school=names.school(row.school_id),
        category=label(Category(row.category)),
        text=row.text or "（没有写明）",
        marks=f"{severity}，安全隐患" if row.is_hazard else severity,
        state=label(FindingState(row.state)),
    )


def _looked(row: Any, names: Names) -> LookedAt:
    return LookedAt(
        day=short_day(row.followed_up_on),
        school=names.school(row.school_id),
        finding=row.finding or "（原来的问题查不到）",
        conclusion=label(Conclusion(row.conclusion)),
    )


def _trainings(book: PeriodBook, account: str) -> tuple[HeldTraining, ...]:
    """The trainings in which the inspector took part."""
    return tuple(
        HeldTraining(day=short_day(row.held_on), title=row.title, told=_told(row))
        for row in book.activities
        if row.kind == TRAINING and account in json.loads(row.facts)["inspectors"]
    )


def _told(row: Any) -> str:
    facts = json.loads(row.facts)
    hours = f"，{facts['hours']:g} 学时" if facts.get("hours") else ""
    return f"{label(TrainingMode(facts['mode']))}{hours}"
