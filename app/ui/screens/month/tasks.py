"""What waits this month beside the visits due: the day's route, follow-ups, campaigns."""

from datetime import date
from typing import TYPE_CHECKING

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import campaign as campaign_words
from app.ui.texts import day as day_words
from app.ui.texts import due_findings as follow_up_words
from app.ui.texts import labels
from app.ui.texts import library as library_words
from app.ui.texts import messages as message_words
from app.ui.texts import tasks as task_words
from app.ui.widgets.pieces import (
    Act,
    card,
    heading,
    mark,
    progress_bar,
    quiet,
    silent,
    stack,
    title,
)
from app.visits.campaigns import CampaignTask
from app.visits.due_findings import OpenFinding
from domain.findings.urgency import Urgency

if TYPE_CHECKING:
    from app.library.library import Paper
    from app.messages.inbox import Letter
    from app.tasks.tasks import Task
    from app.visits.day import DayView

SOON_DAYS = 3


def line_card(icon: ft.Icon, head: str, line: str, on_click: Act, *, key: str) -> ft.Control:
    """One line that leads to a page of its own."""
    return card(
        ft.Row(
            [
                silent(icon),
                ft.Container(stack([title(head), quiet(line, 14)], 2), expand=True),
                silent(ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ft.Colors.ON_SURFACE_VARIANT)),
            ],
            spacing=14,
        ),
        on_click=on_click,
        key=key,
    )


def day_card(ui: Ui, day: "DayView") -> ft.Control:
    """The day's route: the next stop, or how far it is."""
    line = day_words.line(len(day.made), len(day.planned))
    head = day_words.next_stop(day.next.name) if day.next else day_words.TITLE
    icon = ft.Icon(ft.Icons.ROUTE_OUTLINED, color=ft.Colors.PRIMARY)
    return line_card(icon, head, line, ui.go("/day"), key="day")


def follow_up_card(ui: Ui, due: tuple[OpenFinding, ...]) -> list[ft.Control]:
    """How many findings are to be looked at again; nothing when none is."""
    if not due:
        return []
    overdue, reported, soon = (
        sum(each.urgency is urgency for each in due)
        for urgency in (Urgency.OVERDUE, Urgency.REPORTED, Urgency.SOON)
    )
    line = follow_up_words.by_urgency(overdue, reported, soon)
    head, go = follow_up_words.count(len(due)), ui.go("/follow-ups")
    ink = ft.Colors.ERROR if overdue else ft.Colors.PRIMARY
    icon = ft.Icon(ft.Icons.FACT_CHECK_OUTLINED, color=ink)
    return [line_card(icon, head, line, go, key="follow-ups")]


def papers_card(ui: Ui, papers: "list[Paper]") -> list[ft.Control]:
    """How many papers the office wants read; nothing when none waits."""
    if not papers:
        return []
    go = ui.go(f"/paper/{papers[0].policy_id}" if len(papers) == 1 else "/library")
    icon = ft.Icon(ft.Icons.MENU_BOOK_OUTLINED, color=ft.Colors.PRIMARY)
    head = library_words.to_read(len(papers))
    return [line_card(icon, head, papers[0].title, go, key="papers")]


def messages_card(ui: Ui, letters: "list[Letter]") -> list[ft.Control]:
    """How many messages from parents wait for this inspector; nothing when none does."""
    if not letters:
        return []
    go = ui.go(f"/message/{letters[0].told.message_id}" if len(letters) == 1 else "/messages")
    icon = ft.Icon(ft.Icons.MAIL_OUTLINED, color=ft.Colors.PRIMARY)
    head = message_words.to_answer(len(letters))
    return [line_card(icon, head, letters[0].school, go, key="messages")]


def assigned_card(ui: Ui, tasks: "list[Task]", today: date) -> list[ft.Control]:
    """How many tasks of the office wait for this inspector; nothing when none does."""
    if not tasks:
        return []
    go = ui.go(f"/task/{tasks[0].told.task_id}" if len(tasks) == 1 else "/tasks")
    is_late = any(each.late(today.isoformat()) for each in tasks)
    ink = ft.Colors.ERROR if is_late else ft.Colors.PRIMARY
    icon = ft.Icon(ft.Icons.ASSIGNMENT_OUTLINED, color=ink)
    head = task_words.to_do(len(tasks))
    return [line_card(icon, head, tasks[0].told.title, go, key="tasks")]


def campaign_cards(ui: Ui, tasks: tuple[CampaignTask, ...]) -> list[ft.Control]:
    """The running campaigns; nothing when there is none."""
    if not tasks:
        return []
    return [heading(campaign_words.TITLE), *(campaign_card(ui, each) for each in tasks)]


def campaign_card(ui: Ui, task: CampaignTask) -> ft.Control:
    """One campaign: its title, how many schools are done, how long it runs."""
    campaign, total = task.campaign, len(task.campaign.schools)
    share = len(task.done) / total if total else 0.0
    line = campaign_words.progress(len(task.done), total) if total else ""
    bar = [silent(progress_bar(share, line))] if total else []
    return card(
        stack(
            [
                ft.Row(
                    [ft.Container(title(campaign.title), expand=True), days_mark(task)], spacing=10
                ),
                quiet(line or labels.VISIT_TYPE[campaign.visit_type], 14),
                *bar,
            ],
            6,
        ),
        on_click=ui.go(f"/campaign/{campaign.campaign_id}"),
        key=f"campaign-{campaign.campaign_id}",
    )


def days_mark(task: CampaignTask) -> ft.Control:
    """How long the campaign still runs; done is done."""
    if task.is_done and task.campaign.schools:
        return mark(campaign_words.ALL_DONE, "good")
    is_late = task.days_until <= 0 and task.days_left <= 0
    is_soon = task.days_until <= 0 and task.days_left <= SOON_DAYS
    tone = "bad" if is_late else "look" if is_soon else "plain"
    return mark(campaign_words.days(task.days_left, task.days_until), tone)


def most_urgent(due: tuple[OpenFinding, ...], today: date) -> str:
    """How many findings of one school are to be looked at again, the most urgent in words."""
    first = due[0]
    said = follow_up_words.urgent(first.urgency, first.due_on, today)
    return follow_up_words.most_urgent(len(due), said)
