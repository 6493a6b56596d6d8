"""The papers of visits: a 随访督导记录表 for each unit, and a 听课记录表 for each lesson."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import NotFound
from domain.kinds.register.school import SchoolSet
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.place import PlaceMark
from domain.kinds.visit.record import Method
from domain.kinds.visit.signature import Signature
from domain.place.presence import Presence, distance_m, presence
from domain.register.checklist import Checklist
from domain.register.school_then import version_on
from domain.visit.assessment import Assessment
from domain.visit.visit import COUNTED, Visit
from sync_server.access.viewer import Viewer
from sync_server.data import months, register
from sync_server.data.engine import Database
from sync_server.data.paging import Place
from sync_server.data.tables import SchoolRow, VisitRow
from sync_server.data.visits import rows as visits
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.findings.rectification import FollowedUp, rectification_view
from sync_server.register.names import Names, names
from sync_server.review.answer_sheet import AnswerSection, answer_sheet
from sync_server.review.seen_visit import seen_visit

MOST_AT_ONCE = 20
# More visits than anybody makes in a month.
MOST_OF_A_MONTH = 1000


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """The record of a visit at one of its units, as it was handed in last.

    ``visit`` is the whole visit as it stands, ``there`` what is on the paper. ``number`` is the
    unit's among all, ``school`` its name on the day, ``received`` the hashes of photos that are
    here.
    """

    row: VisitRow
    visit: Visit
    there: Visit
    assessment: Assessment
    names: Names
    school_id: str
    number: int
    school: str
    code: str
    campaign: str
    checklist: Checklist | None
    followed_up: Sequence[FollowedUp]
    received: frozenset[str]

    @property
    def is_of_several(self) -> bool:
        """Whether the visit was to several units."""
        return bool(self.there.units)

    @property
    def arrival(self) -> PlaceMark | None:
        """The arrival at the unit."""
        return self.there.arrival_at(self.school_id)

    @property
    def presence(self) -> Presence | None:
        """Where the arrival puts the phone; None without one."""
        return presence(self.arrival.fix, self.arrival.circle) if self.arrival else None

    @property
    def distance_m(self) -> float | None:
        """How far from the unit that was; None where nobody knows."""
        mark = self.arrival
        if mark is None or mark.fix is None or mark.circle is None:
            return None
        return distance_m(mark.fix, mark.circle)

    @property
    def quantities(self) -> Mapping[Method, int | None]:
        """Every method that is counted, None where it was not used."""
        return {each: self.there.quantities.get(each) for each in Method}

    @property
    def leaders(self) -> tuple[str, ...]:
        """Who led the visit: its owner, and who took it over."""
        return (self.there.owner, *self.there.successors)

    @property
    def sections(self) -> tuple[AnswerSection, ...]:
        """The answers as the checklist has them; of one to several units on the first's paper."""
        is_first = self.number == 1
        return answer_sheet(self.checklist, self.there.answers) if is_first else ()

    def is_of_before(self, signature: Signature) -> bool:
        """Whether it was signed before the last correction."""
        amendments = self.visit.amendments
        return bool(amendments) and signature.stamp.at < amendments[-1].stamp.at


@dataclass(frozen=True, slots=True)
class LessonPaper:
    """One lesson of a visit, the ``number``-th; ``there`` is the record of its unit."""

    record: RecordPaper
    lesson: Lesson
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class MonthsRecords:
    """Some of the records of an inspector's month, from the ``first`` of ``total`` visits on.

    ``months`` are those in which the district has visits.
    """

    account: str
    papers: Sequence[RecordPaper]
    first: int
    last: int
    total: int
    names: Names
    months: Sequence[str]

    @property
    def parts(self) -> int:
        """How many times one prints them."""
        return -(-self.total // MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class RecordPapers:
    """Finds them within what the viewer may see."""

    database: Database

    def of_visit(self, viewer: Viewer, visit_id: str) -> list[RecordPaper]:
        """One for each unit; NotFound where the visit is none that the viewer sees."""
        with self.database.session() as session:
            row, _ = seen_visit(viewer, visits.visit(session, visit_id), visit_id)
        return _Desk(self.database, viewer.district).papers([row])

    def of_lesson(self, viewer: Viewer, visit_id: str, number: int) -> LessonPaper:
        """The visit's lesson of this number, from 1 on; NotFound where there is none."""
        papers = self.of_visit(viewer, visit_id)
        visit = papers[0].visit.counting
        lessons = list(visit.lessons.values())
        if not 1 <= number <= len(lessons):
            raise NotFound("The visit has no such lesson.", visit=visit_id)
        lesson = lessons[number - 1]
        record = next(each for each in papers if each.school_id == visit.unit_of(lesson))
        return LessonPaper(record, lesson, number, len(lessons))

    def of_month(self, viewer: Viewer, account: str, month: str, part: int = 1) -> MonthsRecords:
        """The records of what an inspector handed in of a month's visits, by their day.

        At most ``MOST_AT_ONCE`` visits, of which ``part`` says which. An inspector gets their own.
        """
        viewer.require_visits()
        account = account if viewer.may_see_all else viewer.account
        wanted = VisitFilter(viewer.district, month=month, account=account)
        with self.database.session() as session:
            listed = VisitList.of(session, wanted)
            is_asked = bool(account and month)
            ids = [each.visit for each in listed.ids(Place(), MOST_OF_A_MONTH)] if is_asked else []
            rows = [each for each in reversed(listed.rows(ids)) if each.state in COUNTED]
            known = listed.months()
        first = (part - 1) * MOST_AT_ONCE
        some = rows[first : first + MOST_AT_ONCE]
        desk = _Desk(self.database, viewer.district)
        ends = (first + 1, first + len(some), len(rows))
        return MonthsRecords(account, desk.papers(some), *ends, desk.names, known)


class _Desk:
    """Lays papers out; what they share is read once."""

    def __init__(self, database: Database, district: str) -> None:
        self._database = database
        self._district = district
        with database.session() as session:
            self._then = months.schools_then(session.connection(), district)
        self.names = names(database, district)

    def papers(self, rows: Sequence[VisitRow]) -> list[RecordPaper]:
        """One for each unit of each visit."""
        return [paper for row in rows for paper in self._of(row)]

    def _of(self, row: VisitRow) -> list[RecordPaper]:
        visit = Visit.model_validate_json(row.folded)
        counting = visit.counting
        photos = {photo.sha256 for photo in counting.photos.values()}
        with self._database.session() as session:
            received = frozenset(visits.received(session, photos))
            campaign = register.campaign_title(session, self._district, visit.campaign_id)
        followed_up = rectification_view(self._database, counting).followed_up
        checklist = self._checklist(counting)
        return [
            RecordPaper(
                row=row,
                visit=visit,
                there=counting.at(school_id) if counting.units else counting,
                assessment=Assessment.model_validate_json(row.assessed),
                names=self.names,
                school_id=school_id,
                number=number,
                school=self._name(school_id, row.visit_on),
                code=_code(self.names.schools.get(school_id)),
                campaign=campaign,
                checklist=checklist,
                followed_up=[
                    each for each in followed_up if counting.unit_of(each.follow_up) == school_id
                ],
                received=received,
            )
            for number, school_id in enumerate(counting.schools, 1)
        ]

    def _name(self, school_id: str, day: str) -> str:
        was: Any = version_on(self._then.get(school_id, ()), day)
        return was.name if was else self.names.school(school_id)

    def _checklist(self, visit: Visit) -> Checklist | None:
        wanted = visit.checklist
        if wanted is None:
            return None
        ref = (self._district, wanted.checklist_id, wanted.version)
        with self._database.session() as session:
            row = register.checklist(session, *ref)
            whole = Checklist.model_validate_json(row.checklist) if row else None
        return whole.asked_of(*visit.school_kinds) if whole else None


def _code(row: SchoolRow | None) -> str:
    """The school's 标识码; empty where the register has none."""
    return (SchoolSet.model_validate_json(row.facts).code or "") if row else ""
