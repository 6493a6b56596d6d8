"""One problem found: what, how bad, where, whether it was found before, and by when."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.screens.visit.findings.due import due_lines
from app.ui.screens.visit.findings.form import Proposals, form_of, fresh_values
from app.ui.screens.visit.findings.owner import OwnerChoice
from app.ui.screens.visit.findings.photos import pair_card, photo_card
from app.ui.screens.visit.findings.recurrence import recurrence
from app.ui.screens.visit.offers import offer, offers
from app.ui.screens.visit.units.choice import begun_at, unit_choice
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import finding as words
from app.ui.widgets import form as forms
from app.ui.widgets.confirm import confirm
from app.ui.widgets.form import Form
from app.ui.widgets.frame import screen
from app.ui.widgets.model_form import use_model_form
from app.ui.widgets.pieces import card, quiet, stack, together
from app.ui.widgets.text_box import following
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import Finding

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def FindingScreen() -> ft.View:
    """The problem that the route names, new or known."""
    controller, view = use_visit()
    params = ft.use_route_params()
    if view is None:
        return not_there(controller)
    finding_id, item_id = params.get("finding_id", ""), params.get("item_id")
    return screen(
        words.FINDING_TITLE,
        [FindingForm(controller, view, (finding_id, item_id), key=finding_id)],
        subtitle=words.FORM_SAVED,
    )


@part
def FindingForm(
    controller: VisitController, view: "VisitView", ids: tuple[str, str | None]
) -> ft.Control:
    """All fields of the problem."""
    ui = use_ui()
    finding_id, item_id = ids
    finding = view.visit.findings.get(finding_id)
    rule = ui.workbook.rectify_days if ui.workbook else RectifyDays()
    proposals = Proposals.of(view, rule)
    answer = view.visit.answers.get(item_id or "")
    fresh = fresh_values(item_id, answer.remark if answer else "") | begun_at(view)

    def record(said: dict[str, object]) -> object:
        return controller.visits.raise_finding(controller.visit_id, finding_id, said)

    model = form_of(proposals, fresh)
    form = use_model_form(controller, f"finding.{finding_id}", model, finding, record)
    is_fixed = bool(form.values.get("is_fixed_on_spot"))
    shown = pair_card if is_fixed else photo_card
    lines = [
        *fields(ui, form, view, proposals),
        shown(ui, controller, view, finding_id),
        *removal(ui, controller, finding),
    ]
    return stack(lines, 12)


def fields(ui: Ui, form: Form, view: "VisitView", proposals: Proposals) -> list[ft.Control]:
    """The fields in cards: what and what kind, whether again, how it is, and what follows."""
    text = forms.text_field
    what = [
        *unit_choice(form, view),
        text(form, "text", words.FINDING_TEXT, hint=words.FINDING_TEXT_HINT, lines=3),
        asked(words.CATEGORY, forms.chips(form, "category", labels.CATEGORY, may_clear=False)),
    ]
    how = [
        ft.Row([text(form, "place", words.PLACE)], key="place"),
        asked(words.SEVERITY, forms.chips(form, "severity", labels.SEVERITY, may_clear=False)),
        switch(form, "is_hazard", words.HAZARD, words.HAZARD_HINT),
        switch(form, "is_fixed_on_spot", words.FIXED, words.FIXED_HINT),
    ]
    then = [
        *due_lines(ui, form, proposals),
        text(form, "suggestion", words.SUGGESTION, lines=2),
        # By name: lines above it come and go with what is tapped.
        ft.Row([text(form, "responsible", words.RESPONSIBLE)], key="responsible"),
        following(form.heard, lambda: people(form, proposals)),
        OwnerChoice(form, key="owner"),
    ]
    return [
        card(stack(what, 12)),
        following(form.heard, lambda: recurrence(form, view.earlier)),
        card(stack(how, 12)),
        card(stack(then, 12)),
    ]


def people(form: Form, proposals: Proposals) -> ft.Control:
    """Who answered for problems here before, to tap instead of typing."""
    others = [name for name in proposals.responsible if name != form.text("responsible")][:3]
    if not others:
        return ft.Container()
    return offers(
        [
            offer(name, form.choosing("responsible", name), key=f"responsible-{name}")
            for name in others
        ]
    )


def switch(form: Form, name: str, label: str, hint: str) -> ft.Control:
    """Yes or no, with what it means."""
    box = ft.Switch(label=label, value=bool(form.values.get(name)), on_change=form.switching(name))
    return together(ft.Column([box, quiet(hint)], spacing=0, tight=True))


def removal(ui: Ui, controller: VisitController, finding: Finding | None) -> list[ft.Control]:
    """Taking the problem out, where it was recorded."""
    if finding is None:
        return []

    async def remove() -> None:
        await controller.save_for(
            [f"finding.{finding.finding_id}"],
            lambda: controller.visits.withdraw_finding(controller.visit_id, finding.finding_id),
        )
        await ui.page.push_route(f"/visit/{controller.visit_id}/findings")

    ask: Any = confirm(ui.page, words.DELETE_FINDING, words.DELETE_FINDING_HINT, remove)
    return [
        ft.TextButton(
            words.DELETE_FINDING,
            icon=ft.Icons.DELETE_OUTLINE,
            on_click=safe(ask),
            style=ft.ButtonStyle(color=ft.Colors.ERROR),
        )
    ]


def asked(question: str, answers: ft.Control) -> ft.Control:
    """What to choose, and what there is to choose from."""
    return together(stack([quiet(question), answers], 12))
