"""This month: what came back, what is unfinished, the theme, and my schools with what is due."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import part
from app.ui.screens.month.duty import my_schools, near_schools
from app.ui.screens.month.tasks import (
    assigned_card,
    campaign_cards,
    day_card,
    follow_up_card,
    messages_card,
    papers_card,
)
from app.ui.screens.sync.first_fetch import FirstFetch
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import labels
from app.ui.texts import month as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.coach import practice_start
from app.ui.widgets.frame import column
from app.ui.widgets.pieces import (
    card,
    heading,
    main_button,
    mark,
    progress_bar,
    quiet,
    silent,
    stack,
    title,
    waiting,
)
from app.ui.widgets.theme_card import ThemeCard
from app.visits.nearby import near
from domain.clock import local_date, month_bounds
from domain.kinds.visit.plan import INSPECTIONS
from domain.kinds.visit.review import Verdict
from domain.wire.workbook import Workbook

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from app.library.library import Paper
    from app.messages.inbox import Letter
    from app.tasks.tasks import Task
    from app.visits.day import DayView
    from app.visits.month import MonthView
    from app.visits.records import VisitSummary


@part
def MonthScreen() -> ft.Control:
    """The first tab."""
    ui = use_ui()
    ui.last_tab = "/"
    session, today = ui.session, local_date(ui.device.clock.now())
    loaded = use_loaded(lambda: read(session, today), session, today)
    if loaded is None:
        return waiting(shell_words.LOADING)
    month, day, papers, letters, tasks, workbook = loaded
    start = main_button(words.START, ui.go("/choose"), icon=ft.Icons.ADD_TASK)
    if workbook is None:
        return column([*unfinished(ui, month), FirstFetch(key="first")])
    last_day = month_bounds(month.month)[1] - timedelta(days=1)
    been = {each.school_id for each in day.made}
    unseen = [each for each in workbook.schools if each.school_id not in been]
    return column(
        [
            *(returned_card(ui, each, workbook) for each in month.returned),
            *practice_start(ui),
            *unfinished(ui, month),
            progress(month, (last_day - today).days + 1),
            ft.Row([start]),
            day_card(ui, day),
            *follow_up_card(ui, month.follow_ups),
            *assigned_card(ui, tasks, today),
            *messages_card(ui, letters),
            *papers_card(ui, papers),
            *near_schools(ui, near(unseen, ui.device.locator.at_hand())),
            *campaign_cards(ui, month.campaigns),
            *my_schools(ui, month, today),
            ThemeCard(month.theme, key="theme"),
        ]
    )


def read(
    session: "AccountSession", today: date
) -> "tuple[MonthView, DayView, list[Paper], list[Letter], list[Task], Workbook | None]":
    """All that the screen shows."""
    papers, letters = session.library.to_read(), session.messages.waiting()
    month, day = session.month(today), session.visits.day(today)
    return month, day, papers, letters, session.tasks.waiting(), session.workbook()


def progress(month: "MonthView", days: int) -> ft.Control:
    """How far the month's duty is."""
    is_met = 0 < month.due <= month.done
    lines: list[ft.Control] = [
        ft.Row(
            [
                ft.Container(title(words.heading(month.month)), expand=True),
                mark(words.DUTY_MET, "good") if is_met else quiet(words.days_left(days)),
            ]
        ),
        ft.Text(words.visits_line(month.visits_made), size=15),
        quiet(words.duty_line(month.done, month.due), 14),
    ]
    if month.due:
        share = min(1.0, month.done / month.due)
        lines.append(silent(progress_bar(share, words.duty_line(month.done, month.due))))
    return card(stack(lines))


def returned_card(ui: Ui, visit: "VisitSummary", workbook: Workbook) -> ft.Control:
    """A visit the office gave back, with what it said."""
    seen = next((each for each in workbook.visits if each.visit == visit.visit_id), None)
    reviews = [each for each in (seen.reviews if seen else ()) if each.text]
    said = [each for each in reviews if each.verdict is Verdict.RETURNED] or reviews
    ink = ft.Colors.ON_ERROR_CONTAINER
    lines: list[ft.Control] = [
        ft.Row(
            [
                ft.Icon(ft.Icons.UNDO, color=ink, size=20),
                ft.Text(words.RETURNED_TITLE, color=ink, weight=ft.FontWeight.W_600, expand=True),
            ]
        ),
        ft.Text(f"{visit.school_name} · {visit.visit_on}", color=ink, size=15),
    ]
    if said:
        lines.append(ft.Text(f"“{said[-1].text}”——{said[-1].by_name}", color=ink))
    return card(
        stack(lines),
        on_click=ui.go(f"/visit/{visit.visit_id}"),
        tone=ft.Colors.ERROR_CONTAINER,
        key=f"returned-{visit.visit_id}",
    )


def unfinished(ui: Ui, month: "MonthView") -> list[ft.Control]:
    """The visits that were begun and not handed in."""
    if not month.in_progress:
        return []
    return [
        heading(words.in_progress(each.visit_type for each in month.in_progress)),
        *(
            card(
                ft.Row(
                    [
                        ft.Icon(ft.Icons.EDIT_NOTE, color=ft.Colors.PRIMARY),
                        ft.Column(
                            [title(visit.school_name), quiet(unfinished_line(visit))],
                            spacing=2,
                            expand=True,
                        ),
                        ft.Text(words.GO_ON, color=ft.Colors.PRIMARY),
                        ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ft.Colors.PRIMARY),
                    ]
                ),
                on_click=ui.go(f"/visit/{visit.visit_id}"),
                key=f"unfinished-{visit.visit_id}",
            )
            for visit in month.in_progress
        ),
    ]


def unfinished_line(visit: "VisitSummary") -> str:
    """Its day, and that it is no inspection where it is none."""
    if visit.visit_type in INSPECTIONS:
        return visit.visit_on
    return f"{visit.visit_on} · {labels.VISIT_TYPE[visit.visit_type]}"
