"""Tasks and the persons they were given to."""

from collections.abc import Sequence

from sqlmodel import col, select

from domain.kinds.task.steps import TaskState
from domain.tasks.rules import Standing
from sync_server.data.driver.statements import in_parts
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import TaskPersonRow, TaskRow

OPEN = tuple(each.value for each in TaskState if not each.is_over)


def task(session: ReadingSession, task_id: str) -> TaskRow | None:
    """One task, of whatever district: whoever asks checks the scope."""
    return session.get(TaskRow, task_id)


def of_district(session: ReadingSession, district: str) -> list[TaskRow]:
    """The district's tasks, the newest first."""
    row = TaskRow
    query = select(row).where(row.district == district)
    return list(session.exec(query.order_by(col(row.given_on).desc(), col(row.task_id).desc())))


def people_of(session: ReadingSession, tasks: Sequence[str]) -> list[TaskPersonRow]:
    """The persons of these tasks, in the order in which each task has them."""
    row = TaskPersonRow
    found: list[TaskPersonRow] = []
    for some in in_parts(tasks):
        query = select(row).where(col(row.task_id).in_(some))
        found += session.exec(query.order_by(col(row.task_id), col(row.place)))
    return found


def open_of(session: ReadingSession, district: str) -> list[Standing]:
    """How the district's tasks stand with all who have not done them."""
    row = TaskPersonRow
    query = select(row).where(row.district == district, col(row.state).in_(OPEN))
    return [standing(each) for each in session.exec(query)]


def standing(row: TaskPersonRow) -> Standing:
    """How a task stands with the person, and its days."""
    return Standing(TaskState(row.state), row.receive_by, row.due_on)
