"""One visit of a large district: drawn from a seed, so that no two are alike and all repeat."""

from dataclasses import dataclass, field
from random import Random

from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.course import VisitCancelled, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate
from domain.kinds.visit.photo import PhotoPrivate, PhotoSource
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.place.presence import Circle, Presence
from tests.benchmarks.visits import QUALITY, WORDS
from tests.builders.content import a_photo
from tests.builders.trail import Pen

AT = (26.598, 106.71)
CIRCLE = Circle(lat=AT[0], lng=AT[1], radius_m=500)
STROKES = ((100, 400, 300, 200, 500, 600, 700, 300), (200, 700, 800, 650))


@dataclass
class VariedVisits:
    """Writes visits; how often something happens stands beside it."""

    rough: Random
    subjects: tuple[str, ...] = ("语文", "数学", "科学", "体育", "英语")
    _visit: str = field(default="", init=False)

    def write(self, pen: Pen, school_id: str, theme_id: str) -> str:
        """About 20 entries; one visit in twenty is left open, a few are cancelled."""
        plan = {"visit_type": self.rough.choice(list(VisitType)), "theme_id": theme_id}
        self._visit = pen.open_visit(school_id, items=("备课", "课堂", "作业"), **plan)
        outside = self._happens(0.08)
        if not self._happens(0.04):
            self._mark(pen, VisitCheckedIn, 1900 if outside else self.rough.randrange(90))
        self._record(pen)
        self._photos(pen)
        has_findings = self._happens(0.35)
        if has_findings:
            self._findings(pen)
        if self._happens(0.05):
            return self._visit
        if self._happens(0.02):
            pen.write(VisitCancelled(), ReasonPrivate(reason="重复"), self._visit)
            return self._visit
        self._leave(pen, has_no_problem=not has_findings)
        return self._visit

    def _record(self, pen: Pen) -> None:
        for item in range(7):
            value = "no" if self._happens(0.1) else "yes"
            answer = ItemAnswered(item_id=f"item-{item}", value=value)
            pen.write(answer, AnswerPrivate(remark=self._text(4)), self._visit)
        for lesson in range(self.rough.randrange(3)):
            seen = LessonPrivate(teacher=self._text(2), topic=self._text(6), process=self._text(30))
            subject = self.rough.choice(self.subjects)
            observed = LessonObserved(lesson_id=f"lesson-{lesson}", subject=subject)
            pen.write(observed, seen, self._visit)
        method = self.rough.choice(list(Method))
        pen.write(VisitCounted(method=method, quantity=self.rough.randint(1, 6)), None, self._visit)
        for section in (NoteSection.RECORD, NoteSection.HIGHLIGHT):
            note = TextPrivate(text=self._text(60))
            pen.write(VisitNoted(section=section), note, self._visit)

    def _photos(self, pen: Pen) -> None:
        for number in range(0 if self._happens(0.05) else self.rough.randint(1, 4)):
            source = PhotoSource.ALBUM if self._happens(0.03) else PhotoSource.CAMERA
            photo = a_photo(f"{self._visit[:24]}-{number}", photo_source=source)
            private = PhotoPrivate(lat=AT[0], lng=AT[1], caption=self._text(8))
            pen.write(photo, private, self._visit)

    def _findings(self, pen: Pen) -> None:
        for number in range(self.rough.randint(1, 3)):
            raised = FindingRaised(
                finding_id=f"f{number}",
                category=self.rough.choice(list(Category)),
                severity=self.rough.choice(list(Severity)),
                is_hazard=self._happens(0.2),
                is_fixed_on_spot=self._happens(0.5),
            )
            private = FindingPrivate(text=self._text(30), suggestion=self._text(20))
            pen.write(raised, private, self._visit)

    def _leave(self, pen: Pen, *, has_no_problem: bool) -> None:
        head = pen.head.id or ""
        for signer in () if self._happens(0.1) else Signer:
            strokes = SignedPrivate(name=self._text(3), strokes=STROKES)
            pen.write(VisitSigned(signer=signer, head=head), strokes, self._visit)
        if not self._happens(0.06):
            self._mark(pen, VisitCheckedOut, self.rough.randrange(90))
        submitted = VisitSubmitted(head=pen.head.id or "", has_no_problem=has_no_problem)
        pen.write(submitted, None, self._visit)

    def _mark(self, pen: Pen, body: type[VisitCheckedIn], north_m: int) -> None:
        presence = Presence.OUTSIDE if north_m > CIRCLE.radius_m else Presence.INSIDE
        mark = body.model_validate({"circle": CIRCLE, "presence": presence, **QUALITY})
        where = FixPrivate(lat=AT[0] + north_m / 111_000, lng=AT[1])
        pen.write(mark, where, self._visit)

    def _happens(self, likely: float) -> bool:
        return self.rough.random() < likely

    def _text(self, length: int) -> str:
        return "".join(self.rough.choices(WORDS, k=length))
