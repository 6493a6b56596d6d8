"""One task: what is to be done, received here, and reported to the office."""

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, part, say
from app.ui.hooks import use_box
from app.ui.screens.tasks.list import marks
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import tasks as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    empty,
    heading,
    main_button,
    notice,
    quiet,
    stack,
    title,
    waiting,
)
from app.ui.widgets.text_box import Look, Typed, text_box
from app.ui.widgets.when import when
from domain.kinds.task.steps import TaskState
from domain.words.values import label

if TYPE_CHECKING:
    from app.store.tasks.rows import OwnVisit
    from app.tasks.tasks import OpenedTask, Task

REPORT_LINES = 5


@page
def TaskScreen() -> ft.View:
    """The task that the route names."""
    ui = use_ui()
    tasks = ui.session.tasks
    task_id = ft.use_route_params().get("task_id", "")
    loaded = use_loaded(lambda: (tasks.opened(task_id), tasks.today), tasks, task_id)
    if loaded is None:
        return screen(words.TASK, [waiting(shell_words.LOADING)])
    opened, today = loaded
    if opened is None:
        return screen(words.TASK, [empty(ft.Icons.SEARCH_OFF, words.GONE, words.GONE_HINT)])
    task = opened.task
    shown = [*about(task, today), *units(ui, task), *files(task)]
    if task.state is TaskState.GIVEN:
        shown.append(Receipt(task, key="receipt"))
    if task.reported is not None or task.may_report:
        key = f"report {task.saw if task.reported is not None else ''}"
        shown.append(Report(opened, key=key))
    return screen(words.TASK, shown)


def about(task: "Task", today: str) -> list[ft.Control]:
    """What is to be done, for whom and until when, and what the office said last."""
    told = task.told
    lines = [
        title(told.title),
        marks(task, today),
        quiet(words.given(label(told.source), told.giver), 14),
        quiet(words.by_days(told.receive_by, told.due_on), 14),
        *([quiet(task.theme, 14)] if task.theme else []),
        quiet(words.WANTED),
        ft.Text(told.text, size=16),
    ]
    return [*said(task), card(stack(lines, 8), key="task")]


def said(task: "Task") -> list[ft.Control]:
    """The office's words on how it stands, above everything else."""
    told, is_unanswered = task.told, task.state is task.told.state
    if told.state.is_over:
        reason = f"：{told.reason}" if told.reason else ""
        return [notice(f"{label(told.state)}{reason}", icon=ft.Icons.TASK_ALT)]
    if told.state is TaskState.RETURNED and is_unanswered:
        return [notice(f"{words.RETURNED}：{told.reason}", "bad", ft.Icons.UNDO)]
    if told.is_changed and is_unanswered:
        return [notice(f"{words.CHANGED}{words.CHANGED_FOR}：{told.reason}")]
    return []


def units(ui: Ui, task: "Task") -> list[ft.Control]:
    """The units it is about; a tap goes to one, from where a visit can begin."""
    if not task.schools:
        return []
    known = {each.school_id for each in ui.workbook.schools} if ui.workbook else set()
    tiles: list[Any] = [
        ft.ListTile(
            key=f"task-school-{school_id}",
            title=ft.Text(name, size=16),
            trailing=ft.Icon(ft.Icons.CHEVRON_RIGHT) if school_id in known else None,
            on_click=ui.go(f"/school/{school_id}") if school_id in known else None,
            content_padding=0,
        )
        for school_id, name in task.schools
    ]
    return [heading(words.UNITS), card(ft.Column(tiles, spacing=0, tight=True))]


def files(task: "Task") -> list[ft.Control]:
    """What the office put beside it."""
    if not task.told.files:
        return []
    names: list[ft.Control] = [ft.Text(each, size=15) for each in task.told.files]
    return [heading(words.FILES), card(stack([*names, quiet(words.FILES_HINT)], 6))]


@part
def Receipt(task: "Task") -> ft.Control:
    """The button that signs for it."""
    ui = use_ui()
    tasks, task_id = ui.session.tasks, task.told.task_id

    async def receive() -> None:
        await asyncio.to_thread(tasks.receive, task_id)
        ui.saved()
        say(words.RECEIVED)

    tap = ui.acts.tap(f"receive {task_id}", receive)
    button = main_button(words.RECEIVE, tap, icon=ft.Icons.HOW_TO_REG_OUTLINED)
    return card(stack([quiet(words.RECEIVE_HINT), ft.Row([button])], 12))


@part
def Report(opened: "OpenedTask") -> ft.Control:
    """What was reported, and the field for what is to be said."""
    ui = use_ui()
    task = opened.task
    tasks, task_id = ui.session.tasks, task.told.task_id
    typed = use_box(lambda: Typed(opened.draft)).current
    typed.keep = lambda text: asyncio.to_thread(tasks.keep_draft, task_id, text)
    chosen, set_chosen = ft.use_state(frozenset[str]())

    async def report() -> None:
        visits = [each.visit_id for each in opened.visits if each.visit_id in chosen]
        await asyncio.to_thread(tasks.report, task_id, typed.text, visits)
        ui.saved()
        say(words.REPORTED)

    def choose(visit_id: str, is_on: bool) -> None:
        set_chosen(chosen | {visit_id} if is_on else chosen - {visit_id})

    shown = reported(task)
    if not task.may_report:
        return stack(shown, 12)
    tap = ui.acts.tap(f"report {task_id}", report)
    ticks = [visit_tick(each, each.visit_id in chosen, choose) for each in opened.visits]
    by_visits = [quiet(words.VISITS), *ticks, quiet(words.VISITS_HINT)] if ticks else []
    look = Look(words.REPORT_LABEL, words.REPORT_TYPING_HINT, lines=REPORT_LINES)
    return stack(
        [
            *shown,
            *([] if shown else [heading(words.REPORT)]),
            quiet(words.AGAIN_HINT if task.state is TaskState.REPORTED else words.REPORT_HINT),
            text_box(typed, look),
            *([card(stack(by_visits, 4))] if by_visits else []),
            ft.Row([main_button(words.REPORT, tap, icon=ft.Icons.SEND_OUTLINED)]),
        ],
        12,
    )


def reported(task: "Task") -> list[ft.Control]:
    """What was reported last, and whether the office has it."""
    if task.reported is None:
        return []
    told = task.told
    at = f"{words.ON_SERVER} · {when(told.reported_at)}" if told.reported_at else words.ON_SERVER
    lines = [ft.Text(task.reported, size=16), quiet(words.UNSENT if task.is_unsent else at)]
    return [heading(words.REPORTED), card(stack(lines, 6), key="reported")]


def visit_tick(visit: "OwnVisit", is_on: bool, choose: Any) -> ft.Control:
    """One visit that it may have been done by."""
    return ft.Checkbox(
        key=f"task-visit-{visit.visit_id}",
        label=f"{visit.visit_on} {visit.school_name}",
        value=is_on,
        on_change=lambda event: choose(visit.visit_id, bool(event.control.value)),
    )
