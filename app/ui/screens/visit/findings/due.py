"""By when a problem is to be put right: proposed by the rule, tapped, or from a calendar."""

from datetime import date
from typing import Any, NamedTuple

import flet as ft

from app.ui.guard import safe
from app.ui.screens.visit.findings.form import PROPOSED, Proposals, due_in
from app.ui.screens.visit.offers import offer
from app.ui.state.ui import Ui
from app.ui.texts.visit import finding as words
from app.ui.widgets.form import Form
from app.ui.widgets.pieces import quiet
from app.ui.widgets.when import day_text
from domain.clock import CST, local_date


class DayNames(NamedTuple):
    """What is asked for a day, and what none is called."""

    asked: str
    none: str


def due_lines(ui: Ui, form: Form, proposals: Proposals) -> list[ft.Control]:
    """The day as it stands, and the ways to set another."""
    if form.values.get("is_fixed_on_spot"):
        return [quiet(words.DUE_FIXED)]
    names = DayNames(words.DUE_ON, words.NO_DUE)
    return day_lines(ui, form, proposals, (due_in(form.values, proposals), names))


def day_lines(
    ui: Ui, form: Form, proposals: Proposals, shown: tuple[str | None, DayNames]
) -> list[ft.Control]:
    """What is asked, the day as it stands, and the ways to set another."""
    due, names = shown
    is_proposed = form.values.get("due_on", PROPOSED) == PROPOSED
    said = f"{due}（{day_text(date.fromisoformat(due))}）" if due else names.none
    lines: list[ft.Control] = [
        ft.Row(
            [ft.Text(names.asked, size=16), ft.Text(said, size=15)],
            wrap=True,
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        )
    ]
    if is_proposed:
        lines.append(quiet(words.DUE_PROPOSED))
    return [*lines, choices(ui, form, proposals, shown)]


def choices(
    ui: Ui, form: Form, proposals: Proposals, shown: tuple[str | None, DayNames]
) -> ft.Control:
    """So many days, a day of the calendar, or none."""
    due, names = shown
    chips: list[ft.Control] = [
        day_chip(words.days(days), form, proposals.after(days), due) for days in proposals.days
    ]
    calendar = offer(
        words.CALENDAR, safe(lambda: pick(ui, form, due)), key="due-calendar", icon=ft.Icons.EVENT
    )
    return ft.Row(
        [*chips, calendar, day_chip(names.none, form, None, due)],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )


def day_chip(label: str, form: Form, day: str | None, due: str | None) -> ft.Control:
    """One day to tap."""
    return ft.Chip(
        label=ft.Text(label),
        selected=day == due,
        show_checkmark=day == due,
        on_select=form.choosing("due_on", day),
        key=f"due-{label}",
    )


def pick(ui: Ui, form: Form, due: str | None) -> None:
    """Open the calendar."""
    today = local_date(ui.device.clock.now())

    async def picked(e: Any) -> None:
        # The calendar answers the chosen day's midnight in UTC.
        await form.change("due_on", e.control.value.astimezone(CST).date().isoformat())

    begin = date.fromisoformat(due) if due else today
    ui.page.show_dialog(
        ft.DatePicker(
            value=max(begin, today),
            first_date=today,
            last_date=today.replace(year=today.year + 2, day=1),
            on_change=safe(picked),
        )
    )
