"""The part of a workbook with the tasks that the office gave to its holder."""

from collections.abc import Iterable

from domain.kinds.task.builder import Task, TaskPerson
from domain.tasks.rules import ended_on
from domain.wire.workbook import WorkbookTask
from domain.wire.workbook_parts import TasksPart


def tasks(found: Iterable[str], account: str) -> TasksPart:
    """The tasks (each JSON of Task) as this person is told of them; of others' nothing."""
    folded = (Task.model_validate_json(each) for each in found)
    return TasksPart(tasks=tuple(_told(each, each.people[account]) for each in folded))


def _told(task: Task, person: TaskPerson) -> WorkbookTask:
    content = task.content
    received, reported = person.received, person.reported
    has_it = person.has_received(content.edition)
    return WorkbookTask(
        task_id=task.task_id,
        tip=task.tip,
        edition=content.edition,
        title=content.title,
        text=content.text,
        source=content.source,
        giver=content.giver,
        given_on=task.given_on,
        receive_by=content.receive_by,
        due_on=content.due_on,
        schools=content.schools,
        theme_id=content.theme_id,
        files=tuple(each.name for each in content.files),
        state=task.standing(person),
        is_changed=received is not None and not has_it,
        received_at=received.stamp.at if received and has_it else None,
        reported=reported.text if reported else None,
        reported_at=reported.stamp.at if reported else None,
        reason=_reason(task, person),
        ended_on=ended_on(task, person),
    )


def _reason(task: Task, person: TaskPerson) -> str:
    """The office's words that matter to the person as it now stands."""
    ending = task.ending(person)
    if ending is not None:
        return ending.text
    return person.returned.text if person.returned else task.changed_for or ""
