"""A task as its entries make it, with each person it was given to."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.kinds.author import REVIEWING, Author, Relation
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kept_file import KeptFile
from domain.kinds.task.steps import STEPS, TaskState, TaskStep


class TaskSource(StrEnum):
    """Who wants it done: an authority above, or the office by itself."""

    OFFICE = "office"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"


class TaskContent(Folded):
    """What a task asks for, as one entry says it.

    ``edition`` is the entry that a receipt of it names: its own, or the one before where nothing
    changed that is to be received again.
    """

    stamp: Stamp
    edition: str
    source: TaskSource
    receive_by: str
    due_on: str
    schools: tuple[str, ...] = ()
    theme_id: str | None = None
    files: tuple[KeptFile, ...] = ()
    title: str = ""
    text: str = ""
    giver: str = ""


class TaskSaid(Folded):
    """An act about a task, and its words."""

    stamp: Stamp
    text: str = ""


class TaskReceipt(TaskSaid):
    """That a person has received this edition of the task."""

    edition: str


class TaskReport(TaskReceipt):
    """What a person did for the task, and on which visits."""

    visits: tuple[str, ...] = ()


class TaskPerson(Folded):
    """One person a task was given to, and what was said of it since."""

    account: str
    named: Stamp
    received: TaskReceipt | None = None
    reported: TaskReport | None = None
    returned: TaskSaid | None = None
    closed: TaskSaid | None = None
    removed: TaskSaid | None = None

    def has_received(self, edition: str) -> bool:
        """Whether the person has received this edition of the task."""
        return self.received is not None and self.received.edition == edition

    def state(self, edition: str, *, is_withdrawn: bool) -> TaskState:
        """How the task, of which this is the newest edition, stands with the person."""
        for is_so, state in (
            (self.removed is not None, TaskState.REMOVED),
            (self.closed is not None, TaskState.CLOSED),
            (is_withdrawn, TaskState.WITHDRAWN),
            (self.returned is not None, TaskState.RETURNED),
            (self.reported is not None, TaskState.REPORTED),
            (self.has_received(edition), TaskState.RECEIVED),
        ):
            if is_so:
                return state
        return TaskState.GIVEN


class Task(Folded):
    """A task as its entries make it; the persons in the order in which they were named."""

    task_id: str
    district: str
    given: Stamp
    given_on: str
    content: TaskContent
    changed_for: str | None = None
    people: dict[str, TaskPerson]
    withdrawn: TaskSaid | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str

    def standing(self, person: TaskPerson) -> TaskState:
        """How it stands with one of its persons."""
        return person.state(self.content.edition, is_withdrawn=self.withdrawn is not None)

    def state(self, account: str) -> TaskState | None:
        """How it stands with this person; None for somebody it was never given to."""
        person = self.people.get(account)
        return self.standing(person) if person else None

    def may_add(self, account: str) -> bool:
        """Whether it can be given to this person besides."""
        state = self.state(account)
        return state is None or state in STEPS[TaskStep.ADD]

    def ending(self, person: TaskPerson) -> TaskSaid | None:
        """Since when, and why, nothing more is expected of the person; None where something is."""
        return person.removed or person.closed or self.withdrawn


@dataclass
class TaskBuilder(SubjectBuilder):
    """A task in the making, while the fold goes through its entries."""

    content: TaskContent
    given_on: str
    changed_for: str | None = None
    people: dict[str, TaskPerson] = field(default_factory=dict)
    withdrawn: TaskSaid | None = None

    def relation(self, author: Author) -> Relation:
        """Who is named has a part in it; whoever else writes in its district is its office.

        A supervisor may be named: they stay its office.
        """
        if author.district != self.owner.district:
            return Relation.STRANGER
        is_named = author.account in self.people and author.role not in REVIEWING
        return Relation.PARTICIPANT if is_named else Relation.OFFICE

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on a task that is withdrawn."""
        return "task_withdrawn" if self.withdrawn else None

    def state(self, account: str) -> TaskState | None:
        """How it stands with this person so far; None for somebody it was not given to."""
        person = self.people.get(account)
        if person is None:
            return None
        return person.state(self.content.edition, is_withdrawn=self.withdrawn is not None)

    def may_add(self, account: str) -> bool:
        """Whether the task can be given to this person besides."""
        state = self.state(account)
        return state is None or state in STEPS[TaskStep.ADD]

    def refusal(self, account: str, step: TaskStep) -> str | None:
        """Why this step cannot be taken with the person, or None."""
        state = self.state(account)
        if state is None or state is TaskState.REMOVED:
            return "task_not_named"
        if state in STEPS[step]:
            return None
        if state is TaskState.CLOSED:
            return "task_closed"
        return "task_not_reported"

    def set(self, account: str, **facts: Any) -> None:
        """Let the person stand so."""
        self.people[account] = self.people[account].model_copy(update=facts)
