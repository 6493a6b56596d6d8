"""The demo's findings on their way to being put right: papers, replies, follow-ups."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from demo.dice import dice
from demo.office.papers import Asked
from demo.plan import PlannedVisit
from domain.clock import local_date
from domain.findings.course import version_untouched
from domain.kinds.finding.feedback import FeedbackManner, FeedbackPrivate, FindingFedBack
from domain.kinds.finding.measure import MeasurePrivate, MeasureSet
from domain.kinds.finding.reply import ReplyGiven, ReplyPrivate
from domain.kinds.folding import version_after
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Body, Private
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.ledger.append import OfficeEntry
from sync_server.office.findings import Closing, SeenCourse

Content = tuple[Body, Private | None]

REPLY_AFTER = timedelta(days=8)
_LOOK_AFTER_DAYS = 10
_MOST_AT_ONCE = 2
_PAPER_SHARE, _REPLY_SHARE, _LOOK_SHARE = 0.6, 0.75, 0.8
_LADDER_SINCE = timedelta(days=75)
_ASKED = "体卫艺科"
_CONCLUSIONS = (*[Conclusion.RECTIFIED] * 15, *[Conclusion.PARTLY] * 3, Conclusion.NOT_RECTIFIED)
_SEEN = {
    Conclusion.RECTIFIED: ("现场查看已整改到位，有专人负责。", "已经改好，台账也补齐了。"),
    Conclusion.PARTLY: ("改了一部分，还有一处在等采购。", "制度已上墙，落实到人还差一步。"),
    Conclusion.NOT_RECTIFIED: ("与上次相比没有变化。",),
}
_ADVICE = ("请在两周内改完并书面报责任督学。", "请学校负责人盯住，改完拍照留存。")
_DONE = ("已按要求整改到位，台账补齐。", "已更换维修，安排专人每周检查。")
_ENTERED_SHARE = 0.9
_MEASURES = (
    "已当天整改，并开展全校自查，责任到人。",
    "已完成整改，相关台账同步更新，后续每周检查一次。",
    "正在采购更换，预计本月底前完成，期间已采取临时措施。",
)


@dataclass
class Case:
    """One finding that was not fixed on the spot.

    ``looked_by`` is the number of the visit that found it put right, ``version`` its own as the
    office left it; what is answered at one instant is in it from the next on.
    """

    visit: str
    finding_id: str
    subject: str
    raised_on: date
    is_hazard: bool
    number: int
    version: str
    looked_by: int | None = None
    is_told: bool = False
    is_silent: bool = False
    answered_at: datetime | None = None
    is_ended: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether somebody found it put right."""
        return self.looked_by is not None

    def written(self, entries: Iterable[str]) -> None:
        """These entries about it came to count, in their order."""
        for entry in entries:
            self.version = version_after(self.version, entry)


@dataclass(frozen=True, slots=True)
class Answered:
    """What is written about a case, and the case it moves on."""

    case: Case
    entries: Sequence[OfficeEntry]


class Rectifying:
    """Knows every open case of the demo, by school."""

    def __init__(self, ends_at: datetime) -> None:
        self._ends_at = ends_at
        self._is_silenced = self._has_consulted = False
        self._cases: dict[str, list[Case]] = defaultdict(list)
        self._approved: set[int] = set()

    def raised(self, visit: PlannedVisit, visit_id: str, body: FindingRaised, entry: str) -> None:
        """The finding is written down, by this entry; it goes on from here."""
        if not body.is_fixed_on_spot:
            facts = (visit_id, body.finding_id, entry, visit.day, body.is_hazard)
            case = Case(*facts, visit.number, version_untouched(entry))
            self._cases[visit.school.school_id].append(case)

    def papers(self, visits: Sequence[PlannedVisit], now: datetime) -> list[Asked]:
        """The papers to the unit of these approved visits, where the office wants any.

        They are about all that is open there of visits the office has approved. One unit of late
        is silent for good, and of the next one a department is asked too.
        """
        self._approved.update(each.number for each in visits)
        cases = [case for case in self._cases[visits[0].school.school_id] if self._waits(case)]
        chance = dice("notice", visits[-1].number)
        is_hazard = any(case.is_hazard for case in cases)
        is_late = now >= self._ends_at - _LADDER_SINCE
        is_silent = is_late and not self._is_silenced and not is_hazard
        if not cases or (chance.random() > _PAPER_SHARE and not is_hazard and not is_silent):
            return []
        for case in cases:
            case.is_told, case.is_silent = True, is_silent
        asked = Asked(
            school_id=visits[0].school.school_id,
            head=visits[0].school.head,
            findings=tuple((case.visit, case.finding_id) for case in cases),
            days=3 if is_hazard else chance.choice((7, 15, 15, 30)),
            is_answered=dice("reply", visits[-1].number).random() <= _REPLY_SHARE,
            is_silent=is_silent,
            number=visits[-1].number,
        )
        if is_silent:
            self._is_silenced = True
        elif self._is_silenced and not self._has_consulted:
            self._has_consulted = True
            return [asked, replace(asked, paper_kind=PaperKind.CONSULTATION, addressee=_ASKED)]
        return [asked]

    def replies(self, visit: PlannedVisit, visit_id: str, now: datetime) -> list[Answered]:
        """What the school answers to the paper, entered by the office."""
        chance = dice("reply", visit.number)
        if chance.random() > _REPLY_SHARE:
            return []
        about = self._of_visit(visit, visit_id)
        # What the office enters for a unit in the round of this instant, the unit does not write.
        heard = [case for case in about if case.answered_at != now]
        told = [case for case in heard if case.is_told and not case.is_silent]
        return [
            Answered(case, _answer(case, chance.choice(_MEASURES), visit.school.head, now))
            for case in told
        ]

    def closings(self, now: datetime) -> list[Answered]:
        """What the office closes in this round: answered, and found put right on a visit it saw."""
        today = local_date(now).isoformat()
        ready = [
            case
            for case in self._seen_put_right()
            if case.answered_at is not None and case.answered_at < now
        ]
        for case in ready:
            case.is_ended = True
        return [Answered(case, [self._closing(case, today)]) for case in ready]

    def completions(self, now: datetime) -> list[Answered]:
        """What the office enters for units that put right what they found and never wrote."""
        silent = [case for case in self._seen_put_right() if case.answered_at is None]
        found = []
        for case in silent:
            chance = dice("entered", case.number)
            if chance.random() < _ENTERED_SHARE:
                case.answered_at = now
                found.append(Answered(case, _answer(case, chance.choice(_DONE), "", now)[:2]))
        return found

    def _seen_put_right(self) -> list[Case]:
        """Those that go on, and that a visit the office has approved found put right."""
        cases = (case for some in self._cases.values() for case in some)
        return [each for each in cases if not each.is_ended and each.looked_by in self._approved]

    def _closing(self, case: Case, today: str) -> OfficeEntry:
        closing = Closing(SeenCourse(case.visit, case.finding_id, case.version), today)
        return OfficeEntry(closing, None, case.subject, case.version)

    def _waits(self, case: Case) -> bool:
        """Whether the case is the office's to demand something about."""
        return case.number in self._approved and not (case.is_closed or case.is_told)

    def open_cases(self, school_id: str, day: date) -> list[Case]:
        """What was found at the school long enough ago to look at it again on this day."""
        return [
            case
            for case in self._cases[school_id]
            if not case.is_closed and (day - case.raised_on).days >= _LOOK_AFTER_DAYS
        ]

    def follow_ups(self, visit: PlannedVisit, *, is_alone: bool = False) -> Iterator[Content]:
        """What the visit looks at again of what was found at the school before.

        Who comes for that alone passes nothing over.
        """
        chance = dice("follow up", visit.number)
        for case in self.open_cases(visit.school.school_id, visit.day)[:_MOST_AT_ONCE]:
            if chance.random() > _LOOK_SHARE and not is_alone:
                continue
            conclusion = chance.choice(_CONCLUSIONS)
            if case.is_silent:
                conclusion = Conclusion.NOT_RECTIFIED
            if conclusion is Conclusion.RECTIFIED:
                case.looked_by = visit.number
            seen = FollowUpPrivate(
                text=chance.choice(_SEEN[conclusion]),
                advice="" if case.is_closed else chance.choice(_ADVICE),
            )
            new_day = (visit.day + timedelta(days=RectifyDays().general)).isoformat()
            body = FollowUpRecorded(
                finding_id=case.finding_id,
                finding_visit=case.visit,
                conclusion=conclusion,
                due_on=None if conclusion is Conclusion.RECTIFIED else new_day,
            )
            yield body, seen

    def _of_visit(self, visit: PlannedVisit, visit_id: str) -> list[Case]:
        return [each for each in self._cases[visit.school.school_id] if each.visit == visit_id]


def _answer(case: Case, measures: str, head: str, now: datetime) -> list[OfficeEntry]:
    """How the unit was told, what it will do, and what it says it did."""
    today = local_date(now).isoformat()
    visit, finding_id = case.visit, case.finding_id
    told = FindingFedBack(
        visit=visit,
        finding_id=finding_id,
        fed_back_on=today,
        manner=FeedbackManner.IN_WRITING,
    )
    due_on = (local_date(now) + timedelta(days=10)).isoformat()
    measure = MeasureSet(visit=visit, finding_id=finding_id, due_on=due_on, is_by_office=True)
    reply = ReplyGiven(
        visit=visit,
        finding_id=finding_id,
        replied_on=today,
        is_done="预计" not in measures,
        is_by_office=True,
    )
    said: list[Content] = [
        (told, FeedbackPrivate(person=head)),
        (measure, MeasurePrivate(text=measures, responsible=head or "学校负责人")),
        (reply, ReplyPrivate(text=measures, responsible=head)),
    ]
    return [OfficeEntry(*each, case.subject, case.version) for each in said]


def pictured(told: Sequence[Content]) -> list[str]:
    """The findings a visit has photos of: what it looked at again, then what it found."""
    looked = [body.finding_id for body, _ in told if isinstance(body, FollowUpRecorded)]
    found = [body.finding_id for body, _ in told if isinstance(body, FindingRaised)]
    return [*looked, *found]


def mended(told: Sequence[Content]) -> frozenset[str]:
    """The findings of a visit that were put right on the spot."""
    raised = [body for body, _ in told if isinstance(body, FindingRaised)]
    return frozenset(each.finding_id for each in raised if each.is_fixed_on_spot)
