"""Tasks as they stand on this phone: what the office told, with what was written here since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.store import drafts
from app.store.database import Transaction
from app.store.journal import Journal
from app.store.store import Store
from app.store.tasks.rows import OwnVisit, Written, visits_since, written
from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, NotFound
from domain.kinds.piece import TextPrivate
from domain.kinds.task.answering import TaskReceived, TaskReported
from domain.kinds.task.steps import STEPS, TaskState, TaskStep
from domain.plain_text import plain_text
from domain.tasks.rules import Standing, TaskLate
from domain.trail.chain import Subject
from domain.wire.workbook import Workbook, WorkbookTask

LONGEST = 2000
MOST_OFFERED = 10
GONE = "这项任务已经办结、撤回或不用您办了，没有报上去。写的字还在屏幕上。"
EMPTY = "请写明办理情况。"
TOO_LONG = f"办理情况最多 {LONGEST} 字，请删减一些。"
_DRAFT = "report"


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands here.

    ``saw`` is the last entry of it that is known here, ``schools`` are its units by id with
    their names. ``is_unsent`` says that the server has not all of what was written here.
    """

    told: WorkbookTask
    schools: Sequence[tuple[str, str]]
    theme: str
    saw: str
    state: TaskState
    reported: str | None
    is_unsent: bool = False

    @property
    def waits(self) -> bool:
        """Whether something is expected of the inspector."""
        return not self.state.is_over and self.state is not TaskState.REPORTED

    @property
    def may_report(self) -> bool:
        """Whether a report still counts."""
        return self.state in STEPS[TaskStep.REPORT]

    def late(self, today: str) -> TaskLate | None:
        """What of it is late on this local day."""
        return Standing(self.state, self.told.receive_by, self.told.due_on).late(today)


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A task with the half-typed report of it, and the visits it may have been done by."""

    task: Task
    draft: str
    visits: Sequence[OwnVisit]


class Tasks:
    """The tasks of one account on this phone. All calls block."""

    def __init__(self, store: Store, journal: Journal, account: str, now: Clock) -> None:
        self._store = store
        self._journal = journal
        self._account = account
        self._now = now

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self._now()).isoformat()

    def all(self) -> list[Task]:
        """The inspector's tasks: what waits first, the nearest day first; what is over last."""
        with self._store.database.read() as transaction:
            found = self._told(transaction)
        return sorted(found, key=lambda each: (not each.waits, each.state.is_over))

    def waiting(self) -> list[Task]:
        """Those of which something is expected."""
        return [each for each in self.all() if each.waits]

    def opened(self, task_id: str) -> OpenedTask | None:
        """One task; None where it is not here (any more)."""
        with self._store.database.read() as transaction:
            found = self._task(transaction, task_id)
            if found is None:
                return None
            kept = drafts.draft(transaction, task_id, _DRAFT)
            visits = visits_since(transaction, self._account, found.told.given_on)
        units = {school_id for school_id, _ in found.schools}
        offered = [each for each in visits if not units or each.school_id in units]
        return OpenedTask(found, kept or "", offered[:MOST_OFFERED])

    def receive(self, task_id: str) -> None:
        """Sign for the task as it now stands, once."""
        with self._store.database.write() as transaction:
            found = self._task(transaction, task_id)
            if found is not None and found.state is TaskState.GIVEN:
                body = TaskReceived(edition=found.told.edition)
                self._append(transaction, found, body)

    def keep_draft(self, task_id: str, text: str) -> None:
        """Keep the half-typed report."""
        with self._store.database.write() as transaction:
            at = format_instant(self._now())
            drafts.save_draft(transaction, task_id, _DRAFT, text, at)

    def report(self, task_id: str, text: str, visits: Sequence[str] = ()) -> None:
        """Tell the office what was done; BadInput in words, NotFound where nothing is expected."""
        said = plain_text(text.strip())
        if not said:
            raise BadInput(EMPTY, code="text_missing")
        if len(said) > LONGEST:
            raise BadInput(TOO_LONG, code="text_too_long")
        with self._store.database.write() as transaction:
            found = self._task(transaction, task_id)
            if found is None or not found.may_report:
                raise NotFound(GONE, code="task_gone")
            body = TaskReported(edition=found.told.edition, visits=tuple(visits))
            self._append(transaction, found, body, TextPrivate(text=said))
            drafts.drop_drafts(transaction, task_id, [_DRAFT])

    def _append(
        self,
        transaction: Transaction,
        task: Task,
        body: TaskReceived | TaskReported,
        private: TextPrivate | None = None,
    ) -> None:
        subject = Subject(task.told.task_id, task.saw)
        line = self._journal.compose(transaction, subject, body, private)
        self._journal.append(transaction, line)

    def _task(self, transaction: Transaction, task_id: str) -> Task | None:
        found = self._told(transaction)
        return next((each for each in found if each.told.task_id == task_id), None)

    def _told(self, transaction: Transaction) -> list[Task]:
        workbook = self._store.workbooks.get(transaction, self._account)
        if workbook is None or not workbook.tasks:
            return []
        mine = written(transaction, self._account)
        return [
            standing(_known(each, workbook), mine.get(each.task_id, ())) for each in workbook.tasks
        ]


def _known(told: WorkbookTask, workbook: Workbook) -> Task:
    """The task as the office told it."""
    names = {each.school_id: each.name for each in workbook.schools}
    themes = {each.theme_id: each.title for each in workbook.themes}
    schools = [(each, names.get(each, each)) for each in told.schools]
    theme = themes.get(told.theme_id or "", "")
    return Task(told, schools, theme, told.tip, told.state, told.reported)


def standing(task: Task, mine: Iterable[Written]) -> Task:
    """The task with what was written here that the office's word does not have yet.

    What the server has not got is such always; what it has got, only while the office has told
    nothing newer than what it was written over.
    """
    for reading, is_sent in mine:
        line, body = reading.line, reading.body
        is_over_this = line.header.saw == task.saw
        if is_sent and not is_over_this:
            continue
        task = _with(task, body, reading.private, is_sent=is_sent)
        if is_over_this:
            task = replace(task, saw=line.id)
    return task


def _with(task: Task, body: object, private: object, *, is_sent: bool) -> Task:
    """The task once this counts; unchanged where it cannot."""
    is_unsent = task.is_unsent or not is_sent
    if isinstance(body, TaskReported) and task.state in STEPS[TaskStep.REPORT]:
        text = private.text if isinstance(private, TextPrivate) else ""
        return replace(task, state=TaskState.REPORTED, reported=text, is_unsent=is_unsent)
    is_receipt = isinstance(body, TaskReceived) and body.edition == task.told.edition
    if is_receipt and task.state is TaskState.GIVEN:
        return replace(task, state=TaskState.RECEIVED, is_unsent=is_unsent)
    return task
