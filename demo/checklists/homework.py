"""作业与睡眠: begun from nothing with limits in words, changed once, and being changed again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demo.plan import at
from demo.region import DISTRICT, SUPERVISOR
from demo.timeline import Event, Finish, Send, Timeline
from demo.workdays import workdays
from domain.register.checklist import Option
from domain.register.drafting.draft import Draft, DraftItem, draft_of, with_item, with_section
from domain.register.school_kind import SchoolKind
from sync_server.office.checklists import ChecklistCommands, Publish, newest_of
from sync_server.office.commands import Office
from sync_server.register.checklists.drafts import Drafts
from sync_server.server import Server

CHECKLIST_ID = "homework"
TITLE = "作业、睡眠与手机管理督导清单（本区）"
_ACCOUNT = SUPERVISOR[0]
_AFTERNOON = 15 * 60 + 10

_FIRST: Sequence[tuple[str, Sequence[DraftItem]]] = (
    (
        "作业",
        (
            DraftItem(
                item_id="homework-primary",
                text="三至六年级每天书面作业平均完成时间",
                kind="number",
                unit="分钟",
                minimum=0.0,
                maximum=300.0,
                at_most=60.0,
                hint="小学不超过 60 分钟；一、二年级不布置书面家庭作业",
                needs_remark_when_negative=True,
                is_key=True,
                school_kinds=(SchoolKind.PRIMARY, SchoolKind.NINE_YEAR),
            ),
            DraftItem(
                item_id="homework-posted",
                text="作业公示到班，学科之间有统筹",
                kind="yes_no",
                needs_photo=True,
            ),
        ),
    ),
    (
        "睡眠与手机",
        (
            DraftItem(
                item_id="phones",
                text="学生手机统一保管",
                kind="choice",
                options=(
                    Option(key="o1", label="统一保管"),
                    Option(key="o2", label="部分班级保管"),
                    Option(key="o3", label="没有保管", is_negative=True),
                ),
                needs_remark_when_negative=True,
            ),
            DraftItem(item_id="homework-else", text="学生和家长反映的其他情况", kind="text"),
        ),
    ),
)

_JUNIOR = DraftItem(
    item_id="homework-junior",
    text="初中每天书面作业平均完成时间",
    kind="number",
    unit="分钟",
    minimum=0.0,
    maximum=300.0,
    at_most=90.0,
    hint="初中不超过 90 分钟",
    needs_remark_when_negative=True,
    is_key=True,
    school_kinds=(SchoolKind.JUNIOR, SchoolKind.NINE_YEAR),
)
_SLEEP = DraftItem(
    item_id="sleep",
    text="随机问五名学生：平均睡眠",
    kind="number",
    unit="小时",
    minimum=0.0,
    maximum=24.0,
    at_least=9.0,
    hint="小学 10 小时、初中 9 小时",
)


@dataclass(frozen=True, slots=True)
class Homework:
    """Puts the office's work on its checklist on the timeline."""

    server: Server

    def plan(self, timeline: Timeline, months: Sequence[str]) -> None:
        """Published in the third last month, changed in the next; in the last a draft is begun."""
        days = [workdays(month)[3] for month in months[-3:]]
        acts = (self._first, self._second, self._third)
        for day, act in zip(days, acts, strict=True):
            timeline.add(at(day, _AFTERNOON), _done_alone(act))

    def _first(self) -> None:
        draft = Draft(checklist_id=CHECKLIST_ID, title=TITLE)
        for number, (title, items) in enumerate(_FIRST, start=1):
            draft = with_section(draft, title)
            for item in items:
                draft = with_item(draft, f"s{number}", item)
        self._publish(draft)

    def _second(self) -> None:
        self._publish(with_item(self._stood(), "s1", _JUNIOR))

    def _third(self) -> None:
        draft = with_item(self._stood(), "s2", _SLEEP)
        self._drafts.begin(draft, (_ACCOUNT, DISTRICT))

    def _stood(self) -> Draft:
        blank = Draft(checklist_id=CHECKLIST_ID, title=TITLE)
        stood = newest_of(self.server.database, DISTRICT, blank)
        return draft_of(stood) if stood else blank

    def _publish(self, draft: Draft) -> None:
        held = self._drafts.begin(draft, (_ACCOUNT, DISTRICT))
        office = Office(self.server.database, self.server.committer)
        wanted = Publish(held.name, held.revision, draft.upon)
        ChecklistCommands(office, self._drafts).publish(_ACCOUNT, wanted)

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.server.database, self.server.clock)


def _done_alone(act: Callable[[], None]) -> Event:
    """An event that is one act of the office, which waits for its own entries."""

    def finish() -> None:
        act()

    def send() -> Finish:
        return finish

    def event() -> Send:
        return send

    return event
