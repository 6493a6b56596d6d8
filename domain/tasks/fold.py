"""From a task's entries to the task."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.folding import stamp_of
from domain.kinds.kind import TASK
from domain.kinds.reading import Reading
from domain.kinds.task.builder import Task, TaskBuilder, TaskPerson
from domain.kinds.task.giving import TaskGiven, TaskPrivate, content_of
from domain.subject import opener, take


def fold_task(
    task_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Task | None:
    """The task these entries make; None while its opening is missing or counts not.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(task_id, TASK, readings, authors)
    if found is None or not isinstance(found[0].body, TaskGiven):
        return None
    opening, owner = found
    body, private = found[0].body, opening.private
    said = private if isinstance(private, TaskPrivate) else TaskPrivate()
    stamp = stamp_of(opening, owner)
    builder = TaskBuilder(task_id, owner, content_of(body, said, stamp), body.given_on)
    for account in body.accounts:
        builder.people[account] = TaskPerson(account=account, named=stamp)
    take(builder, TASK, readings, authors)
    return Task(
        task_id=task_id,
        district=owner.district,
        given=stamp,
        given_on=builder.given_on,
        content=builder.content,
        changed_for=builder.changed_for,
        people=builder.people,
        withdrawn=builder.withdrawn,
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )
