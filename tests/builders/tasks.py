"""Tasks as an office gives them and persons answer from their phones."""

from datetime import date
from typing import Any

from domain.kinds.piece import Body, Private, TextPrivate
from domain.kinds.task.answering import TaskReceived, TaskReported
from domain.kinds.task.builder import Task, TaskSource
from sync_server.data.engine import Database
from sync_server.data.tasks import rows
from sync_server.ledger.committer import Committer
from sync_server.office.commands import Office
from sync_server.tasks.commands import SeenTask, TaskCommands, TaskWords
from tests.builders.office import Inspection
from tests.builders.server import version_of

RECEIVE_BY, DUE_ON = date(2026, 5, 16), date(2026, 5, 20)
TEXT, DONE = "逐校看放学护导，填好附表。", "3 所都看过，护导到位。"


def words(**fields: Any) -> TaskWords:
    """What a task of the city asks for, unless it says."""
    usual = {
        "title": "护导专项检查",
        "text": TEXT,
        "giver": "市教育局督导室",
        "source": TaskSource.CITY,
        "receive_by": RECEIVE_BY,
        "due_on": DUE_ON,
        "schools": ("school-1",),
    }
    return TaskWords(**{**usual, **fields})


def commands_of(database: Database, committer: Committer) -> TaskCommands:
    """The office's verbs."""
    return TaskCommands(Office(database, committer))


def give(commands: TaskCommands, *accounts: str, account: str = "li.zhuren", **fields: Any) -> str:
    """A task that is given to these persons; its id."""
    return commands.give(account, words(**fields), accounts or ("chen.jing", "wang.fang")).id


def seen(database: Database, task: str) -> SeenTask:
    """The task in the version in which it now stands."""
    return SeenTask(task, version_of(database, task))


def stands(database: Database, task: str) -> Task:
    """The task as it now stands."""
    with database.session() as session:
        row = rows.task(session, task)
    assert row is not None
    return Task.model_validate_json(row.folded)


def say(inspection: Inspection, task: str, body: Body, private: Private | None = None) -> None:
    """The phone says something of the task as the server now has it, and brings it."""
    found = stands(inspection.server.database, task)
    inspection.handset.pen.write(body, private, task, found.tip)
    inspection.push()


def receive(inspection: Inspection, task: str) -> None:
    """The phone's account receives the task as it now stands."""
    edition = stands(inspection.server.database, task).content.edition
    say(inspection, task, TaskReceived(edition=edition))


def report(inspection: Inspection, task: str, *visits: str, text: str = DONE) -> None:
    """The phone's account reports what was done."""
    edition = stands(inspection.server.database, task).content.edition
    say(inspection, task, TaskReported(edition=edition, visits=visits), TextPrivate(text=text))
