"""The tasks that the office gave to this inspector."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import tasks as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, heading, mark, quiet, stack, title, waiting
from domain.kinds.task.steps import TaskState
from domain.words.values import label

if TYPE_CHECKING:
    from app.tasks.tasks import Task

TONES = {TaskState.CLOSED: "good", TaskState.REPORTED: "good", TaskState.RETURNED: "bad"}


@page
def TasksScreen() -> ft.View:
    """What waits first, what is over last."""
    ui = use_ui()
    tasks = ui.session.tasks
    loaded = use_loaded(lambda: (tasks.all(), tasks.today), tasks)
    if loaded is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    found, today = loaded
    if not found:
        nothing = empty(ft.Icons.TASK_ALT, words.EMPTY, words.EMPTY_HINT)
        return screen(words.TITLE, [nothing])
    over = [each for each in found if each.state.is_over]
    shown = [task_card(ui, each, today) for each in found if not each.state.is_over]
    if over:
        shown += [heading(words.OVER), *(task_card(ui, each, today) for each in over)]
    return screen(words.TITLE, shown)


def task_card(ui: Ui, task: "Task", today: str) -> ft.Control:
    """One task: what, until when, and how it stands."""
    told = task.told
    return card(
        stack(
            [
                title(told.title),
                quiet(words.given(label(told.source), told.giver), 14),
                quiet(words.due(told.due_on), 14),
                marks(task, today),
            ],
            6,
        ),
        on_click=ui.go(f"/task/{told.task_id}"),
        key=f"task-{told.task_id}",
    )


def marks(task: "Task", today: str) -> ft.Control:
    """How it stands, what of it is late, and that the server lacks something."""
    waits = "look" if task.waits else "plain"
    found = [mark(label(task.state), TONES.get(task.state, waits))]
    late = task.late(today)
    if late is not None:
        found.append(mark(label(late), "bad"))
    if task.is_unsent:
        found.append(mark(words.UNSENT_MARK))
    return ft.Row(found, wrap=True, spacing=6, run_spacing=6)
