"""The demo's accountability cases (问责): one that went to its end, one that is half way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.region import CLERK, DISTRICT, SUPERVISOR, DemoSchool, schools
from demo.timeline import Finish, Send, Timeline
from domain.clock import local_date
from domain.findings.state import FindingState
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import (
    Accountable,
    CaseAct,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.accountability.deciding import (
    AccountabilityDecided,
    DecidedPrivate,
    DecisionServed,
    NoticePrivate,
    NoticeServed,
    PleaRecorded,
    ReceivedPrivate,
)
from domain.kinds.accountability.opening import AccountabilityEnded, GroupPrivate, GroupSet
from domain.kinds.accountability.reviewing import ReviewAsked, ReviewDecided
from domain.kinds.piece import OfficeBody, Private, TextPrivate
from domain.kinds.register.school import SchoolKind
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.paging import Place
from sync_server.data.subjects import subjects
from sync_server.data.tables import FindingRow
from sync_server.office.accountability import AT_DESK, AccountabilityCommands, SeenCase
from sync_server.office.commands import Office
from sync_server.server import Server

_AT_ONCE = 200
_NOT_OLDER_DAYS = 50
_OUTSIDE = frozenset({SchoolKind.TRAINING, SchoolKind.TOWNSHIP})
_SCHOOLS = {each.school_id: each for each in schools() if each.kind not in _OUTSIDE}
_BASIS = "《教育督导问责办法》：整改不力，责任没有落实。"
_MEMBERS = f"组长 {SUPERVISOR[1]}；区教育局安全科、区市场监管局各一人。"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about: who is to answer, in which manner, and for which finding."""

    target: Accountable
    manners: tuple[Manner, ...]
    finding: FindingRow
    opened_on: str

    @property
    def school(self) -> DemoSchool:
        """Where it was found."""
        return _SCHOOLS[self.finding.school_id]

    @property
    def post(self) -> str:
        """What who leads the school is called."""
        return "园长" if self.school.kind is SchoolKind.KINDERGARTEN else "校长"

    @property
    def facts(self) -> str:
        """What the office knows of it by then."""
        row = self.finding
        found = f"{row.raised_on} 督导发现：{row.text}。"
        if not _is_late(row, self.opened_on):
            return f"{found}同类问题此前也有，责任没有落实。"
        return f"{found}整改期限 {row.deadline}，到 {self.opened_on} 没有报告整改。"


Said = tuple[OfficeBody, Private]
Says = Callable[[str], Said]
"""What is said in an act on a local day."""
Steps = list[tuple[int, CaseAct, Says]]
"""So many days after the opening, an act, and what is said."""


class CaseDesk:
    """Plans both cases, as far as the story goes."""

    def __init__(self, server: Server, timeline: Timeline, now: datetime) -> None:
        self._server, self._timeline, self._now = server, timeline, now
        self._commands = AccountabilityCommands(Office(server.database, server.committer))
        self._schools: set[str] = set()

    def plan(self) -> None:
        """Let each case be opened on its day; what follows is planned then."""
        unit, person = (Manner.CIRCULAR, Manner.TALK), (Manner.SELF_CRITICISM, Manner.CRITICISM)
        self._at(
            self._now - timedelta(days=100),
            lambda at: self._open(at, Accountable.UNIT, unit, _to_the_end),
        )
        self._at(
            self._now - timedelta(days=20),
            lambda at: self._open(at, Accountable.PERSON, person, _half_way),
        )

    def _at(self, when: datetime, act: Callable[[datetime], object]) -> None:
        """Do it then, where the story goes as far."""
        if when >= self._now:
            return

        def send() -> Finish:
            act(when)
            return lambda: None

        def event() -> Send:
            return send

        self._timeline.add(when, event)

    def _open(
        self,
        at: datetime,
        target: Accountable,
        manners: tuple[Manner, ...],
        steps: Callable[[Matter], Steps],
    ) -> None:
        """Open a case about what waits longest, and plan what comes of it."""
        row = self._latest(_day(at))
        if row is None:
            return
        self._schools.add(row.school_id)
        matter = Matter(target, manners, row, _day(at))
        body = AccountabilityOpened(
            target=target,
            school_id=row.school_id,
            opened_on=matter.opened_on,
            inspected_on=row.raised_on,
            findings=(row.subject,),
        )
        said = {"person": matter.school.head, "post": matter.post, "facts": matter.facts}
        private = OpenedPrivate(**said, basis=_BASIS)
        case_id = self._commands.open(SUPERVISOR[0], body, private).id
        for days, act, says in steps(matter):
            self._at(at + timedelta(days=days), self._acting(case_id, act, says))

    def _acting(self, case_id: str, act: CaseAct, says: Says) -> Callable[[datetime], None]:
        def does(at: datetime) -> None:
            with self._server.database.reading() as transaction:
                version = subjects(transaction.tables, [case_id])[case_id].version
            who = CLERK if act in AT_DESK else SUPERVISOR
            self._commands.act(who[0], SeenCase(case_id, version), act, says(_day(at)))

        return does

    def _latest(self, today: str) -> FindingRow | None:
        """The open finding whose unit is late the longest, else the newest; of a new school.

        None is so old that the 调查认定组 would come too late.
        """
        since = _later(today, -_NOT_OLDER_DAYS)
        with self._server.database.session() as session:
            found = FindingList(session, FindingFilter(DISTRICT, is_open=True))
            rows = found.rows(found.read(Place(), _AT_ONCE))
        may = [
            each
            for each in rows
            if each.school_id in _SCHOOLS.keys() - self._schools and each.raised_on > since
        ]
        late = [each for each in may if _is_late(each, today)]
        return min(late, key=lambda each: each.deadline) if late else next(iter(may), None)


def _is_late(row: FindingRow, today: str) -> bool:
    """Whether its unit should have put it right by that day, and said nothing."""
    return FindingState(row.state).is_the_units and row.deadline < today


def _day(at: datetime) -> str:
    return local_date(at).isoformat()


def _later(day: str, days: int) -> str:
    return (datetime.fromisoformat(day) + timedelta(days=days)).date().isoformat()


def _group(day: str) -> Said:
    return GroupSet(set_on=day), GroupPrivate(members=_MEMBERS)


def _notice(matter: Matter) -> Says:
    def says(day: str) -> Said:
        body = NoticeServed(notified_on=day, plead_by=_later(day, 7), manners=matter.manners)
        got = matter.school.head
        return body, NoticePrivate(facts=matter.facts, basis=_BASIS, received_by=got)

    return says


def _plea(day: str) -> Said:
    text = "人手调整耽误了，已经排出整改的日期，请求从轻。"
    return PleaRecorded(outcome=PleaOutcome.RECEIVED, heard_on=day), TextPrivate(text=text)


def _decision(matter: Matter) -> Says:
    def says(day: str) -> Said:
        body = AccountabilityDecided(
            number=f"栖教督问〔{day[:4]}〕1号",
            decided_on=day,
            effective_on=day,
            manners=matter.manners,
        )
        told = f"{matter.school.name}，{matter.post} {matter.school.head}。"
        return body, DecidedPrivate(circumstances=told, facts=matter.facts, basis=_BASIS)

    return says


def _to_the_end(matter: Matter) -> Steps:
    """All steps of a case that was reviewed and upheld."""
    head = ReceivedPrivate(received_by=matter.school.head)
    return [
        (4, CaseAct.GROUP, _group),
        (11, CaseAct.NOTIFY, _notice(matter)),
        (15, CaseAct.HEAR, _plea),
        (22, CaseAct.DECIDE, _decision(matter)),
        (24, CaseAct.SERVE, lambda day: (DecisionServed(served_on=day), head)),
        (38, CaseAct.ASK_REVIEW, lambda day: (ReviewAsked(asked_on=day), _said("请求复核。"))),
        (56, CaseAct.REVIEW, lambda day: (_upheld(day), _said("事实清楚，依据正确，维持。"))),
        (75, CaseAct.END, lambda day: (_ended(day), _said("通报已印发，约谈已进行，归档。"))),
    ]


def _half_way(matter: Matter) -> Steps:
    """The steps of one whose notice was served, and whose days to answer have passed."""
    return [(5, CaseAct.GROUP, _group), (11, CaseAct.NOTIFY, _notice(matter))]


def _said(text: str) -> TextPrivate:
    return TextPrivate(text=text)


def _upheld(day: str) -> ReviewDecided:
    return ReviewDecided(outcome=Outcome.UPHELD, decided_on=day, known_on=day)


def _ended(day: str) -> AccountabilityEnded:
    return AccountabilityEnded(ended_on=day)
