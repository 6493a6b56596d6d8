"""Tasks as the office sees them: which there are, and how each stands with each person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.kept_file import KeptFile
from domain.kinds.task.builder import Task, TaskPerson
from domain.kinds.task.giving import TaskBody
from domain.kinds.task.steps import TaskState
from domain.tasks.rules import TaskCounts, TaskLate, counts_of
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import file_content
from sync_server.data.tables import TaskPersonRow
from sync_server.data.tasks import rows
from sync_server.data.tasks.rows import standing
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task of the district, and how it stands today."""

    task: Task
    counts: TaskCounts
    names: Names


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person a task was given to, and how it stands with them today."""

    row: TaskPersonRow
    task: Task
    names: Names
    today: str

    @property
    def person(self) -> TaskPerson:
        """What was said of it."""
        return self.task.people[self.row.account]

    @property
    def state(self) -> TaskState:
        """How it stands with them."""
        return TaskState(self.row.state)

    @property
    def late(self) -> TaskLate | None:
        """What of it is late."""
        return standing(self.row).late(self.today)

    @property
    def name(self) -> str:
        """What they are called."""
        return self.names.person(self.row.account)

    @property
    def code(self) -> str:
        """What an address calls the two."""
        return f"{self.row.task_id}:{self.row.account}"


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task: how it stands with each person, in the order they were named, and its entries."""

    task: Task
    counts: TaskCounts
    people: Sequence[ListedPerson]
    names: Names
    steps: Sequence[Step]

    def person(self, account: str) -> ListedPerson:
        """One of its persons; NotFound for any other."""
        found = next((each for each in self.people if each.row.account == account), None)
        if found is None:
            raise NotFound("The task was not given to this person.", person=account)
        return found


@dataclass(frozen=True, slots=True)
class TaskDesk:
    """Finds tasks within the viewer's district."""

    database: Database
    clock: Clock

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self.clock()).isoformat()

    def listed(self, viewer: Viewer) -> list[ListedTask]:
        """The district's tasks, the newest first."""
        viewer.require_tasks()
        known, today = names(self.database, viewer.district), self.today
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
            people = _by_task(rows.people_of(session, [each.task_id for each in found]))
        return [
            ListedTask(
                task=Task.model_validate_json(each.folded),
                counts=counts_of(map(standing, people.get(each.task_id, ())), today),
                names=known,
            )
            for each in found
        ]

    def people(self, viewer: Viewer) -> list[ListedPerson]:
        """Every person that a task was given to, by tasks, the newest first."""
        viewer.require_tasks()
        known, today = names(self.database, viewer.district), self.today
        with self.database.session() as session:
            tasks = rows.of_district(session, viewer.district)
            people = _by_task(rows.people_of(session, [each.task_id for each in tasks]))
        folded = {each.task_id: Task.model_validate_json(each.folded) for each in tasks}
        return [
            ListedPerson(person, task, known, today)
            for task_id, task in folded.items()
            for person in people.get(task_id, ())
        ]

    def page(self, viewer: Viewer, task_id: str) -> TaskPage:
        """One task; NotFound when there is none such in the viewer's district."""
        known, today = names(self.database, viewer.district), self.today
        task = self._task(viewer, task_id)
        with self.database.session() as session:
            people = rows.people_of(session, [task_id])
            steps = steps_of(session, task_id, task.ignored)
        return TaskPage(
            task=task,
            counts=counts_of(map(standing, people), today),
            people=[ListedPerson(each, task, known, today) for each in people],
            names=known,
            steps=steps,
        )

    def file(self, viewer: Viewer, task_id: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A file that the task named at any time, with its content; NotFound without one."""
        with self.database.session() as session:
            task = self._task(viewer, task_id)
            steps = steps_of(session, task_id, task.ignored)
            bodies = (each.reading.body for each in steps)
            named = (file for each in bodies if isinstance(each, TaskBody) for file in each.files)
            found = next((each for each in named if each.sha256 == sha256), None)
            content = file_content(session.connection(), sha256) if found else None
        if found is None or content is None:
            raise NotFound("There is no such file.", task=task_id, sha256=sha256)
        return found, content

    def _task(self, viewer: Viewer, task_id: str) -> Task:
        viewer.require_tasks()
        with self.database.session() as session:
            row = rows.task(session, task_id)
        if row is None or row.district != viewer.district:
            raise NotFound("There is no such task in this district.", task=task_id)
        return Task.model_validate_json(row.folded)


def _by_task(found: Iterable[TaskPersonRow]) -> Mapping[str, Sequence[TaskPersonRow]]:
    by_task: dict[str, list[TaskPersonRow]] = {}
    for each in found:
        by_task.setdefault(each.task_id, []).append(each)
    return by_task
