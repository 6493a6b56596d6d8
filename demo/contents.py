"""What a visit of the demo finds: answers, counts, lessons and findings, as entries to write."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from demo.dice import dice, some
from demo.places import fix_at
from demo.plan import PlannedVisit
from demo.region import person_name
from demo.texts import lessons as lesson_texts
from demo.texts.findings import PROBLEMS, Problem
from demo.texts.lessons import TOPICS
from demo.texts.sentences import fill
from domain.ids import uuid7
from domain.kinds.piece import Body, Private
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.finding import FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.lesson import (
    LessonObserved,
    LessonPrivate,
    LessonScore,
    LessonStage,
    LessonType,
    Rating,
)
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.register.checklist import Checklist, Item
from domain.words.values import CRITERION

Content = tuple[Body, Private | None]

# The parts of the visit by which one is on the way, there, and done.
_ON_THE_WAY, _THERE, _DONE = 0.62, 0.7, 0.9
_USED = {Method.DOCUMENTS: 4, Method.PATROLS: 1, Method.TALKS: 2}

_REMARKS = (
    "已请学校当天补齐",
    "本周内整改，下次查看",
    "有安排但没有落实到人",
    "正在采购，月底前到位",
)
_FREE_TEXTS = (
    "总体符合要求，细节还可以更好。",
    "按计划推进，资料齐全。",
    "已查看现场和台账，情况属实。",
)
_HAZARD_SHARE = 0.3
_RATINGS = (Rating.EXCELLENT, Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.FAIR)


def answers(checklist: Checklist, number: int, chance: Random) -> Iterator[Content]:
    """Answers to that many of the checklist's items, nearly all of them good."""
    for item in some(chance, checklist.all_items, number):
        yield _answer(item, chance)


def _answer(item: Item, chance: Random) -> Content:
    is_bad = chance.random() < 0.07
    if item.kind == "text":
        text = chance.choice(_FREE_TEXTS)
        return ItemAnswered(item_id=item.item_id, value="text"), AnswerPrivate(text=text)
    if item.kind in ("number", "score"):
        return ItemAnswered(item_id=item.item_id, value=_number(item, chance)), None
    if item.kind == "choice":
        fitting = [each.key for each in item.options if each.is_negative is is_bad]
        value = chance.choice(fitting or [each.key for each in item.options])
    else:
        value = "no" if is_bad else "yes"
    remark = chance.choice(_REMARKS) if is_bad else ""
    return ItemAnswered(item_id=item.item_id, value=value), AnswerPrivate(remark=remark)


def _number(item: Item, chance: Random) -> int:
    """A number as it should be."""
    low = item.at_least if item.at_least is not None else item.minimum or 0
    tops = [bound for bound in (item.at_most, item.maximum, low + 12) if bound is not None]
    return chance.randint(int(low), max(int(low), int(min(tops))))


def counts(visit: PlannedVisit, chance: Random) -> Iterator[Content]:
    """How often each method was used."""
    used = {Method.DOCUMENTS: chance.randint(3, 14), Method.PATROLS: chance.choice((1, 1, 2))}
    if chance.random() < 0.6:
        used[Method.TALKS] = chance.randint(1, 6)
    if chance.random() < 0.12:
        used[Method.MEETINGS] = 1
    if chance.random() < 0.08:
        used[Method.QUESTIONNAIRES] = chance.randint(12, 40)
    if visit.lesson_plans:
        used[Method.LESSON_PLANS] = visit.lesson_plans
    for method, quantity in used.items():
        yield VisitCounted(method=method, quantity=quantity), None


def lessons(visit: PlannedVisit, chance: Random) -> Iterator[Content]:
    """The lessons heard on the visit, all observers named."""
    for number in range(visit.lessons):
        subjects = TOPICS[visit.school.kind.value]
        subject = chance.choice(list(subjects))
        enrolled = chance.randint(26, 48)
        observers = [visit.inspector.account]
        if visit.companion is not None:
            observers.append(visit.companion.account)
        grade = fill("{grade}", visit, chance)
        yield (
            LessonObserved(
                lesson_id=uuid7(),
                period=chance.randint(1, 3) + number,
                class_name=f"{grade}（{chance.randint(1, 6)}）班",
                subject=subject,
                lesson_type=chance.choice((LessonType.NEW, LessonType.NEW, *LessonType)),
                rating=chance.choice(_RATINGS),
                enrolled=enrolled,
                present=enrolled - chance.choice((0, 0, 1, 2)),
                observers=tuple(observers),
                scores=_scores(chance),
                talked_min=chance.choice((5, 8, 10, 15)),
            ),
            LessonPrivate(
                teacher=f"{person_name(visit.number, number)[0]}老师",
                topic=chance.choice(subjects[subject]),
                process=fill(chance.choice(lesson_texts.PROCESSES), visit, chance),
                stages=_stages(chance),
                strengths="".join(some(chance, lesson_texts.STRENGTHS, 2)),
                advice=chance.choice(lesson_texts.ADVICE),
            ),
        )


def _scores(chance: Random) -> tuple[LessonScore, ...]:
    return tuple(LessonScore(criterion=name, points=chance.randint(15, 20)) for name in CRITERION)


def _stages(chance: Random) -> tuple[LessonStage, ...]:
    """How the forty minutes went."""
    spans = chance.choice(((5, 20, 10, 5), (3, 22, 12, 3), (6, 18, 11, 5)))
    return tuple(
        LessonStage(title=title, minutes=minutes, activity=activity)
        for (title, activity), minutes in zip(lesson_texts.STAGES, spans, strict=True)
    )


def findings(visit: PlannedVisit, chance: Random) -> Iterator[Content]:
    """The problems found, those of the school's kind."""
    fitting = [
        each
        for each in PROBLEMS
        if visit.school.kind.value in each.kinds
        and (not each.is_hazard or chance.random() < _HAZARD_SHARE)
    ]
    for problem in some(chance, fitting, visit.problems):
        yield _finding(problem, visit, chance)


def _finding(problem: Problem, visit: PlannedVisit, chance: Random) -> Content:
    is_minor = problem.severity is Severity.MINOR
    is_fixed = is_minor and chance.random() < 0.5
    days = 3 if problem.is_hazard else chance.choice((7, 10, 15, 30))
    return (
        FindingRaised(
            finding_id=uuid7(),
            category=problem.category,
            severity=problem.severity,
            is_hazard=problem.is_hazard,
            is_fixed_on_spot=is_fixed,
            due_on=None if is_fixed else (visit.day + timedelta(days=days)).isoformat(),
        ),
        FindingPrivate(
            text=fill(problem.text, visit, chance),
            suggestion=problem.suggestion,
            place=problem.place,
            responsible=fill("{role}", visit, chance),
        ),
    )


def further_unit(visit: PlannedVisit) -> Iterator[tuple[datetime, Content]]:
    """The visit goes on to its second unit: arrived at, and looked around."""
    unit = visit.further
    if unit is None:
        return

    def after(share: float) -> datetime:
        return visit.starts_at + timedelta(minutes=visit.dwell_min * share)

    added = UnitAdded(school_id=unit.school_id, school_kind=unit.kind)
    yield after(_ON_THE_WAY), (added, None)
    fix = fix_at(unit, dice("further unit", visit.number), None)
    place = {"school_id": unit.school_id, "circle": fix.circle, "presence": fix.presence}
    yield after(_THERE), (UnitCheckedIn.model_validate({**fix.quality, **place}), fix.private)
    for method, quantity in _USED.items():
        counted = UnitCounted(school_id=unit.school_id, method=method, quantity=quantity)
        yield after(_DONE), (counted, None)
