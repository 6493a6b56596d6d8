"""Entries of what a visit found: answers, lessons, photos and findings."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.entries.base import (
    Body,
    Code,
    DateText,
    Label,
    Piece,
    Private,
    Quantity,
    Text,
    entry,
)
from domain.entries.visit import FixBody, FixPrivate
from domain.line import Sha256Hex


class AnswerPrivate(Private):
    """The remark to an answer, and the answer itself where it is free text."""

    remark: Text = ""
    text: Text = ""


@entry
class ItemAnswered(Body):
    """The answer to one checklist item as it now stands; no value takes the answer back.

    ``value`` is ``yes``, ``no``, ``na``, an option's key, ``text`` (then the text is private)
    or a number in the item's unit.
    """

    kind: ClassVar[str] = "item.answered"
    private: ClassVar[type[Private]] = AnswerPrivate

    item_id: Code
    value: Code | int | float | None = None


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


@entry
class LessonObserved(Body):
    """One lesson heard, as it now stands. Two observers: one 节, two 人节.

    ``talked_min`` is how many minutes were spent talking it over with the teacher.
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
    is_withdrawn: bool = False


class PhotoSource(StrEnum):
    """Where a photo came from; an album photo is flagged."""

    CAMERA = "camera"
    ALBUM = "album"


class PhotoPrivate(FixPrivate):
    """Where exactly it was taken, and its caption."""

    caption: Text = ""


@entry
class PhotoTaken(FixBody):
    """A photo: its stamped file's hash and size, and the hash of the untouched original.

    ``check_code`` is what the band under the picture shows. Width and height are pixels of
    the stamped file, ``band_px`` the height of the band at its bottom.
    """

    kind: ClassVar[str] = "photo.taken"
    private: ClassVar[type[Private]] = PhotoPrivate

    photo_id: Code
    sha256: Sha256Hex
    original_sha256: Sha256Hex
    size_bytes: Annotated[int, Field(ge=1, le=50_000_000)]
    width: Annotated[int, Field(ge=1, le=20_000)]
    height: Annotated[int, Field(ge=1, le=20_000)]
    band_px: Annotated[int, Field(ge=0, le=20_000)] = 0
    photo_source: PhotoSource
    check_code: Code
    item_id: Code | None = None
    finding_id: Code | None = None


@entry
class PhotoCaptioned(Body):
    """A photo's caption and what it belongs to, as it now stands; or that it is set aside."""

    kind: ClassVar[str] = "photo.captioned"
    private: ClassVar[type[Private]] = PhotoPrivate

    photo_id: Code
    item_id: Code | None = None
    finding_id: Code | None = None
    is_withdrawn: bool = False


class Severity(StrEnum):
    """程度 of a finding."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


class Category(StrEnum):
    """问题类别: the eight matters of the 挂牌督导办法 and the rest."""

    MANAGEMENT = "management"
    ENROLMENT_FEES = "enrolment_fees"
    CURRICULUM = "curriculum"
    WORKLOAD = "workload"
    TEACHERS = "teachers"
    SAFETY = "safety"
    HYGIENE = "hygiene"
    ETHOS = "ethos"
    OTHER = "other"


class FindingPrivate(Private):
    """What the problem is, where, what is suggested, and who should answer for it."""

    text: Text = ""
    suggestion: Text = ""
    place: Text = ""
    responsible: Text = ""


@entry
class FindingRaised(Body):
    """A problem found, as it now stands. A hazard goes before everything else (条例 15)."""

    kind: ClassVar[str] = "finding.raised"
    private: ClassVar[type[Private]] = FindingPrivate

    finding_id: Code
    category: Category
    severity: Severity = Severity.GENERAL
    is_hazard: bool = False
    is_fixed_on_spot: bool = False
    item_id: Code | None = None
    due_on: DateText | None = None
    recurs: Code | None = None
    is_withdrawn: bool = False
