"""Entries about lessons heard (听课)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import FIELD_WORK
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, Label, Piece, Private, Quantity, Text
from domain.kinds.visit.builder import VisitBuilder


class LessonType(StrEnum):
    """课型."""

    NEW = "new"
    REVISION = "revision"
    EXERCISE = "exercise"
    PRACTICE = "practice"
    ACTIVITY = "activity"
    OTHER = "other"


class Rating(StrEnum):
    """等级 of an observed lesson."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class LessonStage(Piece):
    """One 环节 of a lesson: what it was, how long it took, what teacher and pupils did."""

    title: Label
    minutes: Annotated[int, Field(ge=0, le=300)] | None = None
    activity: Text = ""


class LessonScore(Piece):
    """The points of one 评价项, out of ``out_of``."""

    criterion: Code
    points: Annotated[float, Field(ge=0, le=1000)]
    out_of: Annotated[float, Field(gt=0, le=1000)] = 20


class LessonPrivate(Private):
    """What the 听课记录表 says about persons and in free text."""

    teacher: Text = ""
    topic: Text = ""
    process: Text = ""
    stages: Annotated[tuple[LessonStage, ...], Field(max_length=40)] = ()
    strengths: Text = ""
    advice: Text = ""


class LessonObserved(Body):
    """One lesson heard, as it now stands. Two observers: one 节, two 人节.

    ``talked_min`` is how many minutes were spent talking it over with the teacher, ``unit`` the
    unit of a visit to several that it was heard at (None: the first).
    """

    kind: ClassVar[str] = "lesson.observed"
    private: ClassVar[type[Private]] = LessonPrivate

    lesson_id: Code
    period: Annotated[int, Field(ge=1, le=20)] | None = None
    class_name: Text = ""
    subject: Text = ""
    lesson_type: LessonType = LessonType.NEW
    rating: Rating | None = None
    enrolled: Quantity | None = None
    present: Quantity | None = None
    observers: tuple[Code, ...] = ()
    scores: Annotated[tuple[LessonScore, ...], Field(max_length=40)] = ()
    talked_min: Annotated[int, Field(ge=0, le=600)] | None = None
    unit: Code | None = None
    is_withdrawn: bool = False


class Lesson(Folded):
    """One lesson heard."""

    stamp: Stamp
    lesson_id: str
    period: int | None
    class_name: str
    subject: str
    lesson_type: LessonType
    rating: Rating | None
    enrolled: int | None
    present: int | None
    observers: tuple[str, ...]
    teacher: str = ""
    topic: str = ""
    process: str = ""
    strengths: str = ""
    advice: str = ""
    stages: tuple[LessonStage, ...] = ()
    scores: tuple[LessonScore, ...] = ()
    talked_min: int | None = None
    unit: str | None = None


@on_visit(LessonObserved, "听课", FIELD_WORK, Part("lessons", "lesson_id"))
def _observed(
    visit: VisitBuilder, body: LessonObserved, private: LessonPrivate, stamp: Stamp
) -> None:
    observers = tuple(dict.fromkeys(body.observers)) or (stamp.account,)
    lesson = Lesson(
        stamp=stamp,
        **facts_of(private),
        **{**facts_of(body), "observers": observers},
    )
    visit.keep(body.lesson_id, lesson, is_there=not body.is_withdrawn)
