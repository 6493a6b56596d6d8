"""The demo's similar checks (举一反三): what was found at one school, looked for at others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from demo.dice import dice
from demo.region import CLERK, DISTRICT, DISTRICT_NAME, SUPERVISOR, DemoSchool, schools
from demo.timeline import Finish, Send, Timeline
from domain.clock import local_date
from domain.findings.similar import SaidAnswer
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.kinds.register.school import SchoolKind
from sync_server.data.findings.course import raised_finding
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.paging import Place
from sync_server.data.subjects import subjects
from sync_server.data.tables import FindingRow
from sync_server.door.entering import Unit
from sync_server.door.similar import ChecksAtDoor, UnitsAnswer
from sync_server.office.commands import Office
from sync_server.office.similar import NewCheck, SeenUnit, SimilarCommands
from sync_server.server import Server

_DAYS = 7
_AT_ONCE = 200
_SCHOOLS_EACH = 14
_LAST_ANSWER = timedelta(days=6)
_OUTSIDE = frozenset({SchoolKind.TRAINING, SchoolKind.TOWNSHIP})


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked for: the word by which a finding tells of it, and what units say.

    ``sent_before`` is how long before the present it was sent; ``silent`` units never answer.
    """

    word: str
    title: str
    text: str
    looked: str
    measures: str
    sent_before: timedelta
    silent: int = 0


TOPICS = (
    Topic(
        "灭火器",
        "灭火器压力不足、过检验期",
        "逐具查看压力表指针和检验标签，压力不足或过期的停用送检，更换后拍照登记。",
        "全校灭火器逐具查看，压力正常，都在检验期内。",
        "已送检、更换，检查卡补齐，以后每月检查一次。",
        timedelta(days=37, hours=2),
    ),
    Topic(
        "疏散通道",
        "疏散通道、安全出口堆物",
        "查看每层楼梯间、走廊和安全出口，有堆物、上锁的当天清理，安排专人每日巡查。",
        "各楼层通道和出口都查了，没有堆物，门能打开。",
        "已清空，值日领导每天放学前巡查一次。",
        timedelta(days=9, hours=3),
        silent=2,
    ),
    Topic(
        "留样",
        "食堂留样不足、记录缺项",
        "对照一周菜谱查留样和记录，每个品种不少于 125 克，缺的写明原因并补上制度。",
        "近一周留样和记录齐全，克数够。",
        "食品安全员重新培训，每餐留样后双人签字。",
        timedelta(days=2, hours=4),
        silent=9,
    ),
)


class SimilarDesk:
    """Plans the checks and what the schools answer, as far as the story goes."""

    def __init__(self, server: Server, timeline: Timeline, now: datetime) -> None:
        self._server, self._timeline, self._now = server, timeline, now
        self._commands = SimilarCommands(Office(server.database, server.committer))
        self._door = ChecksAtDoor(server.database, server.committer, server.clock)

    def plan(self) -> None:
        """Let each check be sent on its day."""
        for topic in TOPICS:
            self._at(self._now - topic.sent_before, partial(self._send, topic))

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

    def _send(self, topic: Topic, at: datetime) -> None:
        """Ask other schools to look for what the newest finding of the sort tells."""
        row = self._newest(topic.word)
        if row is None:
            return
        with self._server.database.reading() as transaction:
            found = raised_finding(transaction.tables, row.visit, row.finding_id)
        if found is None:
            return
        asked = _asked(topic, row.school_id)
        check = NewCheck(
            visit=row.visit,
            finding_id=row.finding_id,
            version=found.version,
            schools=[each.school_id for each in asked],
            title=topic.title,
            text=topic.text,
            due_on=local_date(at) + timedelta(days=_DAYS),
        )
        check_id = self._commands.send(SUPERVISOR[0], check).id
        for place, school in enumerate(asked[topic.silent :]):
            chance = dice("similar", topic.word, school.school_id)
            when = at + timedelta(hours=20) + chance.random() * (_LAST_ANSWER - timedelta(days=1))
            self._at(when, self._answering(topic, check_id, (place, school)))

    def _answering(
        self, topic: Topic, check_id: str, asked: tuple[int, DemoSchool]
    ) -> Callable[[datetime], None]:
        place, school = asked

        def answer(at: datetime) -> None:
            said = _said(topic, place, at)
            if place == 0:  # Somebody rang up, and the clerk wrote it down.
                seen = SeenUnit(check_id, school.school_id, self._version(check_id))
                self._commands.enter(CLERK[0], seen, said, school.head)
                return
            unit = Unit(DISTRICT, DISTRICT_NAME, school.school_id, school.name)
            before = self._door.check(unit, check_id)
            given = UnitsAnswer(check_id, before.seen, said, school.head, ())
            self._door.answer(unit, given)
            if said.outcome is SimilarOutcome.CORRECTING and not topic.silent:
                self._at(at + timedelta(days=3), self._answering(topic, check_id, (1, school)))

        return answer

    def _version(self, check_id: str) -> str:
        with self._server.database.reading() as transaction:
            return subjects(transaction.tables, [check_id])[check_id].version

    def _newest(self, word: str) -> FindingRow | None:
        """The newest finding that tells of it; None where there is none."""
        with self._server.database.session() as session:
            found = FindingList(session, FindingFilter(DISTRICT))
            rows = found.rows(found.read(Place(), _AT_ONCE))
        return next((row for row in rows if word in row.text), None)


def _asked(topic: Topic, found_at: str) -> Sequence[DemoSchool]:
    """Some schools, always the same, and never the one where it was found."""
    may = [each for each in schools() if each.kind not in _OUTSIDE and each.school_id != found_at]
    return dice("similar", topic.word).sample(may, min(_SCHOOLS_EACH, len(may)))


def _said(topic: Topic, place: int, at: datetime) -> SaidAnswer:
    """What the school in this place says: most have no such problem, some had, a few mend it."""
    today = local_date(at)
    if place % 4 == 1:
        day = today.isoformat()
        return SaidAnswer(SimilarOutcome.CORRECTED, "查到一处。", topic.measures, "总务主任", day)
    if place in (2, 6):
        until = (today + timedelta(days=2 if place == 2 else 9)).isoformat()
        said = (
            "查到两处，一处当天改好，一处要等采购。",
            "已下单采购，期间专人看守。",
            "分管副校长",
        )
        return SaidAnswer(SimilarOutcome.CORRECTING, *said, until)
    return SaidAnswer(SimilarOutcome.CLEAR, topic.looked)
