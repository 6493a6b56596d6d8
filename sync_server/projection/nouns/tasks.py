"""The projected rows of tasks (交办任务)."""

from collections.abc import Iterable, Iterator

from domain.kinds.book_part import BookPart
from domain.kinds.kind import TASK
from domain.kinds.reading import Reading
from domain.kinds.task.builder import Task
from domain.kinds.task.giving import TaskGiven, TaskPeopleAdded
from domain.tasks.fold import fold_task
from domain.tasks.rules import ended_on
from domain.visit.concern import Concern
from sync_server.data.engine import Transaction
from sync_server.data.tables import SubjectRow, TaskPersonRow, TaskRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@writes(TASK)
def write_tasks(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold tasks from all their entries and write what is said of them.

    The phones of all whom they were ever given to are told.
    """
    rows, about = [], []
    people: list[TaskPersonRow] = []
    for task_id, some in entries.items():
        readings = [each.reading for each in some]
        task = fold_task(task_id, readings, book.authors(readings))
        if task is None:
            continue
        position = some[-1].position
        rows.append(task_row(task, position))
        people += person_rows(task)
        about.append(subject_row(TASK, task_id, task, position))
        for account in named(readings):
            marks.tell(task.district, Concern(BookPart.TASKS, account), position)
    upsert_rows(transaction.tables, SubjectRow, about)
    upsert(transaction.tables, rows)
    upsert(transaction.tables, people)


def named(readings: Iterable[Reading]) -> set[str]:
    """Every account it was ever given to, counted or not."""
    bodies = (each.body for each in readings)
    giving = (each for each in bodies if isinstance(each, TaskGiven | TaskPeopleAdded))
    return {account for body in giving for account in body.accounts}


def task_row(task: Task, position: int) -> TaskRow:
    """The task's row of ``task``."""
    content = task.content
    return TaskRow(
        task_id=task.task_id,
        position=position,
        district=task.district,
        title=content.title,
        source=content.source.value,
        given_on=task.given_on,
        receive_by=content.receive_by,
        due_on=content.due_on,
        folded=task.model_dump_json(),
    )


def person_rows(task: Task) -> Iterator[TaskPersonRow]:
    """The task's rows of ``task_person``: who was named once is never forgotten."""
    for place, (account, person) in enumerate(task.people.items()):
        yield TaskPersonRow(
            task_id=task.task_id,
            account=account,
            place=place,
            district=task.district,
            state=task.standing(person).value,
            receive_by=task.content.receive_by,
            due_on=task.content.due_on,
            ended_on=ended_on(task, person),
        )
