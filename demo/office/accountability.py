"""The demo's accountability cases (问责): one that went to its end, one that is half way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.region import CLERK, DISTRICT, SUPERVISOR, schools
from demo.timeline import Finish, Send, Timeline
from domain.clock import local_date
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
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.paging import Place
from sync_server.data.subjects import subjects
from sync_server.data.tables import FindingRow
from sync_server.office.accountability import AccountabilityCommands, SeenCase
from sync_server.office.commands import Office
from sync_server.server import Server

_AT_ONCE = 200
_HEADS = {each.school_id: (each.name, each.head) for each in schools()}
_BASIS = "《教育督导问责办法》：拒不整改或者整改不力，同类问题反复出现。"
_MEMBERS = f"组长 {SUPERVISOR[1]}；区教育局安全科、区市场监管局各一人。"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about: the word by which a finding tells of it, and who is to answer."""

    word: str
    facts: str
    target: Accountable
    manners: tuple[Manner, ...]


FIRE = Matter(
    "灭火器",
    "灭火器过期、压力不足，整改通知、督办函下达后仍有未更换的，约谈时承诺的期限也已经过了。",
    Accountable.UNIT,
    (Manner.CIRCULAR, Manner.TALK),
)
CANTEEN = Matter(
    "留样",
    "食堂留样不足、记录缺项，一学期内三次检查都有，分管责任没有落实。",
    Accountable.PERSON,
    (Manner.SELF_CRITICISM, Manner.CRITICISM),
)

Said = tuple[OfficeBody, Private]
Says = Callable[[str], Said]
"""What is said in an act on a local day."""


class CaseDesk:
    """Plans both cases, as far as the story goes."""

    def __init__(self, server: Server, timeline: Timeline, now: datetime) -> None:
        self._server, self._timeline, self._now = server, timeline, now
        self._commands = AccountabilityCommands(Office(server.database, server.committer))

    def plan(self) -> None:
        """Let each case be opened on its day; what follows is planned then."""
        self._at(self._now - timedelta(days=100), lambda at: self._open(FIRE, at, _to_the_end))
        self._at(self._now - timedelta(days=20), lambda at: self._open(CANTEEN, at, _half_way))

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
        matter: Matter,
        at: datetime,
        steps: Callable[[Matter, FindingRow], list[tuple[int, CaseAct, Says]]],
    ) -> None:
        """Open the case about the newest finding of the sort, and plan what comes of it."""
        row = self._newest(matter.word)
        if row is None:
            return
        _, head = _HEADS[row.school_id]
        is_person = matter.target.is_person
        body = AccountabilityOpened(
            target=matter.target,
            school_id=row.school_id,
            opened_on=_day(at),
            inspected_on=row.raised_on,
            findings=(row.subject,),
        )
        private = OpenedPrivate(
            person=head if is_person else "",
            post="校长" if is_person else "",
            facts=matter.facts,
            basis=_BASIS,
        )
        case_id = self._commands.open(SUPERVISOR[0], body, private).id
        for days, act, says in steps(matter, row):
            self._at(at + timedelta(days=days), self._acting(case_id, act, says))

    def _acting(self, case_id: str, act: CaseAct, says: Says) -> Callable[[datetime], None]:
        def does(at: datetime) -> None:
            with self._server.database.reading() as transaction:
                version = subjects(transaction.tables, [case_id])[case_id].version
            who = CLERK if act in (CaseAct.HEAR, CaseAct.SERVE, CaseAct.ASK_REVIEW) else SUPERVISOR
            self._commands.act(who[0], SeenCase(case_id, version), act, says(_day(at)))

        return does

    def _newest(self, word: str) -> FindingRow | None:
        """The newest finding that tells of it; None where there is none."""
        with self._server.database.session() as session:
            found = FindingList(session, FindingFilter(DISTRICT))
            rows = found.rows(found.read(Place(), _AT_ONCE))
        return next((row for row in rows if word in row.text and row.school_id in _HEADS), None)


def _day(at: datetime) -> str:
    return local_date(at).isoformat()


def _later(day: str, days: int) -> str:
    return (datetime.fromisoformat(day) + timedelta(days=days)).date().isoformat()


def _group(day: str) -> Said:
    return GroupSet(set_on=day), GroupPrivate(members=_MEMBERS)


def _notice(matter: Matter, row: FindingRow) -> Says:
    _, head = _HEADS[row.school_id]

    def says(day: str) -> Said:
        body = NoticeServed(notified_on=day, plead_by=_later(day, 7), manners=matter.manners)
        return body, NoticePrivate(facts=matter.facts, basis=_BASIS, received_by=head)

    return says


def _plea(day: str) -> Said:
    text = "采购排期晚了，已经全部更换，请求从轻。"
    return PleaRecorded(outcome=PleaOutcome.RECEIVED, heard_on=day), TextPrivate(text=text)


def _decision(matter: Matter, row: FindingRow) -> Says:
    name, _ = _HEADS[row.school_id]

    def says(day: str) -> Said:
        body = AccountabilityDecided(
            number=f"栖教督问〔{day[:4]}〕1号",
            decided_on=day,
            effective_on=day,
            manners=matter.manners,
        )
        circumstances = f"{name}，经区人民政府教育督导委员会审定。"
        return body, DecidedPrivate(circumstances=circumstances, facts=matter.facts, basis=_BASIS)

    return says


def _to_the_end(matter: Matter, row: FindingRow) -> list[tuple[int, CaseAct, Says]]:
    """All steps of a case that was reviewed and upheld, each so many days after its opening."""
    _, head = _HEADS[row.school_id]
    return [
        (4, CaseAct.GROUP, _group),
        (11, CaseAct.NOTIFY, _notice(matter, row)),
        (15, CaseAct.HEAR, _plea),
        (22, CaseAct.DECIDE, _decision(matter, row)),
        (24, CaseAct.SERVE, lambda day: (_served(day), ReceivedPrivate(received_by=head))),
        (38, CaseAct.ASK_REVIEW, lambda day: (ReviewAsked(asked_on=day), _said("请求复核。"))),
        (56, CaseAct.REVIEW, lambda day: (_upheld(day), _said("事实清楚，依据正确，维持。"))),
        (75, CaseAct.END, lambda day: (_ended(day), _said("通报已印发，约谈已进行，归档。"))),
    ]


def _half_way(matter: Matter, row: FindingRow) -> list[tuple[int, CaseAct, Says]]:
    """The steps of one whose notice was served, and whose days to answer have passed."""
    return [(5, CaseAct.GROUP, _group), (11, CaseAct.NOTIFY, _notice(matter, row))]


def _said(text: str) -> TextPrivate:
    return TextPrivate(text=text)


def _served(day: str) -> DecisionServed:
    return DecisionServed(served_on=day)


def _upheld(day: str) -> ReviewDecided:
    return ReviewDecided(outcome=Outcome.UPHELD, decided_on=day, known_on=day)


def _ended(day: str) -> AccountabilityEnded:
    return AccountabilityEnded(ended_on=day)
