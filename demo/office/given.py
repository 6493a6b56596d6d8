"""The demo's tasks (交办任务): one done by all, one late with some, one just given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from demo.phone import DemoPhone
from demo.region import CLERK, SUPERVISOR, inspectors, schools
from demo.timeline import Event, Finish, Send, Timeline
from domain.clock import local_date
from domain.kinds.piece import Private, TextPrivate
from domain.kinds.task.answering import TaskReceived, TaskReported
from domain.kinds.task.builder import Task, TaskSource
from domain.kinds.task.steps import TaskState
from domain.trail.chain import Subject
from sync_server.data.tasks import rows
from sync_server.office.commands import Office
from sync_server.server import Server
from sync_server.tasks.commands import SeenTask, TaskCommands, TaskWords

Answer = TaskReceived | TaskReported
_LATER = timedelta(hours=5)
Deliver = Callable[[str, datetime, Finish], Send]
"""Lets an account's phone deliver what it wrote."""


@dataclass(frozen=True, slots=True)
class Hands:
    """The inspectors' phones: what delivers, and whether one has written all that it saw.

    A chain's entries are in the order of their time, and a visit's are written when it is sent.
    """

    phones: Mapping[str, DemoPhone]
    deliver: Deliver
    is_idle: Callable[[str, datetime], bool]


@dataclass(frozen=True, slots=True)
class Story:
    """A task, whom it is given to (the first so many inspectors), and how many of them do what.

    ``given_before`` is how long before the present, ``days`` how long they have. The first of
    those who report has the report returned where ``is_returned``, and all others' are closed
    where ``is_closed``.
    """

    title: str
    text: str
    giver: str
    source: TaskSource
    given_before: timedelta
    days: int
    people: int
    received: int
    reported: int
    said: str = ""
    schools: int = 0
    is_returned: bool = False
    is_closed: bool = False


STORIES = (
    Story(
        "放学护导专项检查",
        "到责任校看一次放学：校门口秩序、护导人员在岗、家长等候区和交通疏导，"
        "有隐患的当场记入问题清单，检查后回报所到学校和情况。",
        "市教育局督导室，关于开展放学护导专项检查的通知",
        TaskSource.CITY,
        timedelta(days=23, hours=2),
        days=10,
        people=14,
        received=14,
        reported=14,
        said="责任校都看了一次放学，护导人员在岗，家长按区等候，情况已写入督导记录。",
        is_closed=True,
    ),
    Story(
        "义务教育学校作业公示核对",
        "核对学校作业公示是否按周更新、总量是否超标，拍公示栏照片，没有公示的请校长说明。",
        "区教育局，基教科转办",
        TaskSource.DISTRICT,
        timedelta(days=9, hours=3),
        days=7,
        people=5,
        received=4,
        reported=2,
        said="两所学校公示齐全，按周更新。",
        schools=4,
        is_returned=True,
    ),
    Story(
        "填报督学责任区联系信息",
        "核对本人责任区公示牌上的姓名和电话，有变化的把新信息写在办理情况里。",
        "",
        TaskSource.OFFICE,
        timedelta(hours=26),
        days=6,
        people=8,
        received=3,
        reported=0,
    ),
)


class TaskGiving:
    """Plans the tasks and what the inspectors' phones say of them, as far as the story goes."""

    def __init__(self, server: Server, timeline: Timeline, now: datetime, hands: Hands) -> None:
        self._server, self._timeline, self._now, self._hands = server, timeline, now, hands
        self._commands = TaskCommands(Office(server.database, server.committer))

    def plan(self) -> None:
        """Let each task be given on its day."""
        for story in STORIES:
            given_at = self._now - story.given_before
            self._in_office(given_at, partial(self._give, story, given_at))

    def _in_office(self, when: datetime, act: Callable[[], object]) -> None:
        """Do it then, where the story goes as far."""

        def send() -> Finish:
            act()
            return lambda: None

        self._add(when, lambda: send)

    def _add(self, when: datetime, event: Event) -> None:
        if when < self._now:
            self._timeline.add(when, event)

    def _give(self, story: Story, given_at: datetime) -> None:
        day = local_date(given_at)
        people = [each.account for each in inspectors()][: story.people]
        words = TaskWords(
            title=story.title,
            text=story.text,
            giver=story.giver,
            source=story.source,
            receive_by=day + timedelta(days=2),
            due_on=day + timedelta(days=story.days),
            schools=[each.school_id for each in schools()][: story.schools],
        )
        task = self._commands.give(CLERK[0], words, people).id
        for place, account in enumerate(people[: story.received]):
            at = given_at + timedelta(hours=3, minutes=17 * place)
            self._on_phone(account, at, TaskReceived(edition=task))
        for place, account in enumerate(people[: story.reported]):
            at = given_at + timedelta(days=3, minutes=23 * place)
            said = TextPrivate(text=story.said)
            self._on_phone(account, at, TaskReported(edition=task), said)
        ends_at = given_at + timedelta(days=story.days + 2)
        self._in_office(ends_at, partial(self._end, story, task))

    def _on_phone(
        self, account: str, when: datetime, body: Answer, private: Private | None = None
    ) -> None:
        def event() -> Send:
            if not self._hands.is_idle(account, when):
                self._on_phone(account, when + _LATER, body, private)
                return lambda: lambda: None
            about = Subject(body.edition, body.edition)
            self._hands.phones[account].write(body, private, about, when)
            return self._hands.deliver(account, when, lambda: None)

        self._add(when, event)

    def _end(self, story: Story, task: str) -> None:
        """What the office makes of the reports."""
        stands = self._task(task)
        done = [each for each in stands.people if stands.state(each) is TaskState.REPORTED]
        seen = SeenTask(task, stands.version)
        if story.is_returned and done:
            reason = "请写明是哪两所学校，附公示栏照片所在的督导记录。"
            self._commands.give_back(SUPERVISOR[0], seen, done[0], reason)
        if story.is_closed and done:
            self._commands.close(SUPERVISOR[0], seen, done, "已汇总报市局。")

    def _task(self, task: str) -> Task:
        with self._server.database.session() as session:
            row = rows.task(session, task)
        if row is None:
            raise LookupError("the demo gave no such task")
        return Task.model_validate_json(row.folded)
