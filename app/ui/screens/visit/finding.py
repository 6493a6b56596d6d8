"""One problem found: what, how bad, where, by when."""

from datetime import date
from typing import Any

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import page, part, safe
from app.ui.parts import form as forms
from app.ui.parts.confirm import confirm
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.form import Form, Values, use_form
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, quiet, side_button, stack
from app.ui.state import Ui, use_ui
from app.ui.texts import content as words
from app.ui.texts import labels
from domain.clock import CST, local_date
from domain.entries.content import Category, Severity
from domain.visit import Finding, Visit

PRIVATE = ("text", "suggestion", "place", "responsible")


@page
def FindingScreen() -> ft.View:
    """The problem that the route names, new or known."""
    desk, view = use_desk()
    params = ft.use_route_params()
    if view is None:
        return not_there(desk)
    finding_id, item_id = params.get("finding_id", ""), params.get("item_id")
    return screen(
        words.FINDING_TITLE,
        [FindingForm(desk, view.visit, (finding_id, item_id), key=finding_id)],
        subtitle=words.FORM_SAVED,
    )


def values_of(finding: Finding | None, item_id: str | None) -> Values:
    """The form's fields as the finding has them."""
    if finding is None:
        general = {"category": Category.OTHER.value, "severity": Severity.GENERAL.value}
        return {**general, "item_id": item_id}
    return {
        "category": finding.category.value,
        "severity": finding.severity.value,
        "is_hazard": finding.is_hazard,
        "is_fixed_on_spot": finding.is_fixed_on_spot,
        "item_id": finding.item_id,
        "due_on": finding.due_on,
        **{name: getattr(finding, name) for name in PRIVATE},
    }


def fields_of(values: Values) -> dict[str, object]:
    """What is recorded of the form."""
    return {
        "category": Category(values.get("category") or Category.OTHER),
        "severity": Severity(values.get("severity") or Severity.GENERAL),
        "is_hazard": bool(values.get("is_hazard")),
        "is_fixed_on_spot": bool(values.get("is_fixed_on_spot")),
        "item_id": values.get("item_id") or None,
        "due_on": values.get("due_on") or None,
        **{name: str(values.get(name) or "").strip() for name in PRIVATE},
    }


@part
def FindingForm(desk: Desk, visit: Visit, ids: tuple[str, str | None]) -> ft.Control:
    """All fields of the problem."""
    ui = use_ui()
    finding_id, item_id = ids
    finding = visit.findings.get(finding_id)

    def enter(text: str) -> None:
        values = forms.read_form(text)
        if finding is None and forms.is_blank(values, PRIVATE):
            return
        desk.visits.raise_finding(desk.visit_id, finding_id, fields_of(values))

    form = use_form(desk, f"finding.{finding_id}", values_of(finding, item_id), enter)

    async def photograph() -> None:
        await desk.settle(f"finding.{finding_id}")
        await ui.page.push_route(f"/visit/{desk.visit_id}/camera/finding/{finding_id}")

    camera = side_button(
        words.PHOTO_OF_FINDING, safe(photograph), icon=ft.Icons.PHOTO_CAMERA_OUTLINED
    )
    return stack([*fields(ui, form), camera, *removal(ui, desk, finding)], 12)


def fields(ui: Ui, form: Form) -> list[ft.Control]:
    """The fields in three cards: what, what kind, and what follows."""
    text = forms.text_field
    what = [
        text(form, "text", words.FINDING_TEXT, hint=words.FINDING_TEXT_HINT, lines=3),
        ft.Row([text(form, "place", words.PLACE)]),
        quiet(words.SEVERITY),
        forms.chips(form, "severity", labels.SEVERITY, may_clear=False),
        switch(form, "is_hazard", words.HAZARD, words.HAZARD_HINT),
        switch(form, "is_fixed_on_spot", words.FIXED, words.FIXED_HINT),
    ]
    kind = [
        quiet(words.CATEGORY),
        forms.chips(form, "category", labels.CATEGORY, may_clear=False),
    ]
    following = [
        due_row(ui, form),
        text(form, "suggestion", words.SUGGESTION, lines=2),
        ft.Row([text(form, "responsible", words.RESPONSIBLE)]),
    ]
    return [card(stack(what, 12)), card(stack(kind)), card(stack(following, 14))]


def switch(form: Form, name: str, label: str, hint: str) -> ft.Control:
    """Yes or no, with what it means."""
    return ft.Column(
        [
            ft.Switch(label=label, value=bool(form.values.get(name)), on_change=form.typing(name)),
            quiet(hint),
        ],
        spacing=0,
        tight=True,
    )


def due_row(ui: Ui, form: Form) -> ft.Control:
    """By when, from a calendar; tapping the cross leaves it open."""
    due = form.values.get("due_on")

    def pick() -> None:
        today = local_date(ui.device.clock.now())

        async def picked(e: Any) -> None:
            # The calendar answers the chosen day's midnight in UTC.
            await form.change("due_on", e.control.value.astimezone(CST).date().isoformat())

        ui.page.show_dialog(
            ft.DatePicker(
                value=date.fromisoformat(due) if due else today,
                first_date=today,
                last_date=today.replace(year=today.year + 2, day=1),
                on_change=safe(picked),
            )
        )

    clear = [
        ft.IconButton(ft.Icons.CLOSE, tooltip=words.NO_DUE, on_click=form.choosing("due_on", None))
    ]
    return ft.Row(
        [
            ft.Text(words.DUE_ON, size=16, expand=True),
            ft.OutlinedButton(due or words.NO_DUE, icon=ft.Icons.EVENT, on_click=safe(pick)),
            *(clear if due else []),
        ]
    )


def removal(ui: Ui, desk: Desk, finding: Finding | None) -> list[ft.Control]:
    """Taking the problem out, where it was recorded."""
    if finding is None:
        return []

    async def remove() -> None:
        desk.drop(f"finding.{finding.finding_id}")
        await desk.save(lambda: desk.visits.withdraw_finding(desk.visit_id, finding.finding_id))
        await ui.page.push_route(f"/visit/{desk.visit_id}/findings")

    ask = confirm(ui.page, words.DELETE_FINDING, words.DELETE_FINDING_HINT, remove)
    return [
        ft.TextButton(
            words.DELETE_FINDING,
            icon=ft.Icons.DELETE_OUTLINE,
            on_click=safe(ask),
            style=ft.ButtonStyle(color=ft.Colors.ERROR),
        )
    ]
