"""What pages say of tasks and of the persons they were given to, wherever they are listed."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from domain.kinds.task.builder import Task
from domain.kinds.task.steps import TaskState
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.pages import moment
from sync_server.tasks.desk import ListedPerson, ListedTask

SECTION, HOME, PEOPLE = "tasks", "/tasks", "/tasks/people"
STATE_LOOKS = {
    TaskState.GIVEN: "chip-notice",
    TaskState.RECEIVED: "chip-info",
    TaskState.REPORTED: "chip-notice",
    TaskState.RETURNED: "chip-notice",
    TaskState.CLOSED: "chip-approved",
}
LONGEST_TEXT = 60


def title_of(task: Task) -> str:
    """What is to be done; where it was erased, that nothing is written."""
    return task.content.title or "（没有写明）"


def task_path(task_id: str) -> str:
    """Where a task's page is."""
    return f"{HOME}/{task_id}"


def person_path(person: ListedPerson) -> str:
    """Where what a person said of a task is."""
    return f"{task_path(person.row.task_id)}/people/{quote(person.row.account)}"


def given_by(task: Task) -> str:
    """Who wants it done."""
    source = label(task.content.source)
    return f"{source}（{task.content.giver}）" if task.content.giver else source


def task_chips(task: ListedTask) -> Sequence[Chip]:
    """How a task stands."""
    return list(_task_chips(task))


def _task_chips(task: ListedTask) -> Iterator[Chip]:
    counts = task.counts
    if task.task.withdrawn is not None:
        yield Chip(label(TaskState.WITHDRAWN))
        return
    if counts.late_reports:
        yield Chip(f"{counts.late_reports} 人逾期未回报", "chip-grave")
    if counts.late_receipts:
        yield Chip(f"{counts.late_receipts} 人逾期未签收", "chip-grave")
    if counts.reported:
        yield Chip(f"{counts.reported} 人回报待办结", "chip-notice")
    if counts.is_settled:
        yield Chip("都已办结", "chip-approved")
    elif not (counts.late_reports or counts.late_receipts or counts.reported):
        yield Chip("办理中", "chip-info")


def person_chips(person: ListedPerson) -> Sequence[Chip]:
    """How a task stands with a person, and what of it is late."""
    found = [Chip(label(person.state), STATE_LOOKS.get(person.state, ""))]
    if person.late is not None:
        found.append(Chip(label(person.late), "chip-grave"))
    edition, stood = person.task.content.edition, person.person
    if person.state is TaskState.GIVEN and stood.received is not None:
        found.append(Chip("更改后待重新签收"))
    if person.state is TaskState.REPORTED and stood.reported and stood.reported.edition != edition:
        found.append(Chip("回报的是更改前的要求"))
    return found


def received(person: ListedPerson) -> str:
    """When they received the task, as it stood then, by the phone's clock."""
    receipt = person.person.received
    return moment(receipt.stamp.at) if receipt else ""


def reported(person: ListedPerson) -> str:
    """When they reported, by the phone's clock."""
    report = person.person.reported
    return moment(report.stamp.at) if report else ""


def said(person: ListedPerson) -> str:
    """What they reported; else why it was taken from them."""
    report = person.person.reported
    ending = person.task.ending(person.person)
    if report is not None:
        return report.text or "（没有写明）"
    return ending.text if ending else ""


def said_shortly(person: ListedPerson) -> str:
    """The same, cut where it is long."""
    text = said(person)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _people(task: ListedTask, state: str) -> str:
    return f"{PEOPLE}?task={task.task.task_id}&state={state}"


def _units(task: ListedTask) -> str:
    return "、".join(map(task.names.school, task.task.content.schools))


TASK_COLUMNS: tuple[Column[ListedTask], ...] = (
    Column("任务", lambda each: title_of(each.task), lambda each: task_path(each.task.task_id)),
    Column("来源", lambda each: given_by(each.task), is_on_phones=False),
    Column("下达日期", lambda each: each.task.given_on, is_on_phones=False),
    Column("签收期限", lambda each: each.task.content.receive_by, is_on_phones=False),
    Column("办理期限", lambda each: each.task.content.due_on),
    Column("要求", lambda each: each.task.content.text, is_shown=False),
    Column("单位", _units, is_shown=False),
    counted("督学", lambda each: each.counts.asked, lambda each: _people(each, "")),
    counted("已签收", lambda each: each.counts.received),
    counted(
        "已办结",
        lambda each: each.counts.closed,
        lambda each: _people(each, TaskState.CLOSED.value),
    ),
    Column("状态", chips=task_chips),
)

PERSON_COLUMNS: tuple[Column[ListedPerson], ...] = (
    Column("督学", lambda each: each.name, person_path),
    Column("状态", chips=person_chips),
    Column("签收", received),
    Column("回报", reported, is_on_phones=False),
    Column("办理情况", said_shortly),
)
"""What a task's own page says of its persons."""
