"""The problems found."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import Handler, page
from app.ui.screens.visit.findings.recurrence import times
from app.ui.screens.visit.photos.strip import shot_row
from app.ui.screens.visit.type_sizes import IN_HAND, TypeSizes
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts import month as month_words
from app.ui.texts.visit import finding as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.finding_story import state_marks, story_lines
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, main_button, mark, stack, title
from app.ui.widgets.use_visit import not_there, use_visit
from domain.ids import uuid7
from domain.kinds.visit.finding import Finding, OwnerUnit, Severity

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def FindingsScreen() -> ft.View:
    """The list, and one more."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    findings = list(view.visit.findings.values())
    here = f"/visit/{controller.visit_id}/finding"
    shown = [
        finding_card(ui, view, each, on_click=ui.go(f"{here}/{each.finding_id}"))
        for each in findings
    ]
    shown += unfinished(ui, controller, {each.finding_id for each in findings})
    if not shown:
        shown = [
            empty(ft.Icons.FACT_CHECK_OUTLINED, words.FINDINGS_EMPTY, words.FINDINGS_EMPTY_HINT)
        ]

    # Its id is made as the button is drawn: tapped twice, it is one problem.
    add = ui.go(f"{here}/{uuid7()}")
    button = ft.Row([main_button(words.ADD_FINDING, add, icon=ft.Icons.ADD)])
    return screen(visit_words.FINDINGS, shown, bottom=button)


def finding_marks(view: "VisitView", finding: Finding, sizes: TypeSizes) -> list[ft.Control]:
    """What kind of problem it is."""
    severe = finding.severity is Severity.SERIOUS
    unit = view.unit_name(view.visit.unit_of(finding))
    marks = [sizes.mark(unit)] if unit else []
    marks += [sizes.mark(words.HAZARD, "bad")] if finding.is_hazard else []
    marks.append(sizes.mark(labels.SEVERITY[finding.severity], "bad" if severe else "plain"))
    marks.append(sizes.mark(labels.CATEGORY[finding.category]))
    if finding.recurs:
        marks.append(sizes.mark(words.times(times(finding.recurs, view.earlier)), "look"))
    if finding.is_fixed_on_spot:
        marks.append(sizes.mark(words.FIXED, "good"))
    return marks


def finding_card(
    ui: Ui,
    view: "VisitView",
    finding: Finding,
    *,
    sizes: TypeSizes = IN_HAND,
    on_click: Handler | None = None,
) -> ft.Control:
    """One problem; where the whole card is a button its photos are only shown."""
    due = "" if finding.is_fixed_on_spot else month_words.due_on(finding.due_on)
    facts = [finding.place, due, finding.responsible, owner_of(finding)]
    line = " · ".join(part for part in facts if part)
    known = view.own.get(finding.finding_id)
    # Told where the record is read, on the phone in hand, and not to who is about to sign it.
    told = known is not None and sizes is IN_HAND
    marks = finding_marks(view, finding, sizes)
    marks += state_marks(known) if known and told else []
    story = story_lines(known) if known and told and on_click is None else []
    advice = f"{words.SUGGESTION}：{finding.suggestion}" if finding.suggestion else ""
    return card(
        stack(
            [
                ft.Row(marks, wrap=True, spacing=6, run_spacing=6),
                sizes.title(finding.text),
                *([sizes.quiet(line)] if line else []),
                *([sizes.text(advice)] if advice and on_click is None else []),
                *photo_rows(ui, view, finding, sizes, may_open=on_click is None),
                *story,
            ]
        ),
        on_click=on_click,
        key=f"finding-{finding.finding_id}",
    )


def owner_of(finding: Finding) -> str:
    """Who has to put it right, where it is not the school."""
    if finding.owner is OwnerUnit.SCHOOL:
        return ""
    return words.by_owner(finding.owner_name or labels.OWNER[finding.owner])


def photo_rows(
    ui: Ui, view: "VisitView", finding: Finding, sizes: TypeSizes, *, may_open: bool
) -> list[ft.Control]:
    """The problem's photos; where some show how it is since, before and after by name."""
    photos = view.visit.photos_of_finding(finding.finding_id)
    after = [each for each in photos if each.is_after]
    if not after:
        return shot_row(ui, view, photos, may_open=may_open)
    before = [each for each in photos if not each.is_after]
    sides = [
        ft.Container(
            stack([sizes.quiet(name), *shot_row(ui, view, each, may_open=may_open)]), expand=True
        )
        for name, each in ((words.BEFORE, before), (words.AFTER, after))
        if each
    ]
    return [ft.Row([*sides], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)]


def unfinished(ui: Ui, controller: VisitController, known: set[str]) -> list[ft.Control]:
    """Problems that were begun and not finished, as after a kill."""
    drafts = [key for key in controller.state.drafts if key.startswith("finding.")]
    ids = [key.removeprefix("finding.") for key in drafts]
    return [
        card(
            ft.Row([ft.Container(title(words.FINDING_TITLE), expand=True), mark(words.UNFINISHED)]),
            on_click=ui.go(f"/visit/{controller.visit_id}/finding/{each}"),
            key=f"finding-{each}",
        )
        for each in sorted(ids)
        if each not in known
    ]
