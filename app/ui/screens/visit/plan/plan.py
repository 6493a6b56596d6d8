"""What the visit is about: its type, one theme and three to five content items, who comes along."""

from typing import Any

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.screens.visit.plan.people import People
from app.ui.screens.visit.plan.theme_choice import ThemeChoice
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import plan as words
from app.ui.widgets.draft_field import use_note
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, named, notice, quiet, stack
from app.ui.widgets.text_box import Look, text_box
from app.ui.widgets.use_visit import not_there, use_visit
from domain.visit.content_rules import FEWEST_ITEMS, MOST_ITEMS
from domain.visit.visit import Visit

OWN_ITEM = "own_item"


@page
def PlanScreen() -> ft.View:
    """The plan, changed as one taps."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    visit = view.visit
    is_odd = not FEWEST_ITEMS <= len(visit.items) <= MOST_ITEMS
    return screen(
        words.TITLE,
        [
            *campaigns(ui, controller, visit),
            heading(words.TYPE),
            types(controller, visit),
            heading(words.WAY),
            ways(controller, visit),
            heading(words.THEME),
            ThemeChoice(controller, visit, key="theme"),
            heading(words.ITEMS),
            *([notice(words.items_odd(len(visit.items)))] if is_odd else []),
            items(ui, controller, visit),
            heading(words.PEOPLE),
            People(controller, visit, key="people"),
        ],
    )


async def plan(controller: VisitController, **changes: Any) -> None:
    """Change part of the plan."""
    await controller.save(lambda: controller.visits.plan(controller.visit_id, **changes))


def chips(offered: list[tuple[str, str, bool, Any]]) -> ft.Control:
    """A few things to choose one of: key, name, whether it is chosen, and what chooses it."""
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(name),
                selected=is_chosen,
                show_checkmark=is_chosen,
                on_select=safe(choose),
                key=key,
            )
            for key, name, is_chosen, choose in offered
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )


def types(controller: VisitController, visit: Visit) -> ft.Control:
    """The kind of visit."""
    return chips(
        [
            (
                f"type-{kind}",
                name,
                kind is visit.visit_type,
                lambda e, kind=kind: plan(controller, visit_type=kind),
            )
            for kind, name in labels.INSPECTION_TYPE.items()
        ]
    )


def ways(controller: VisitController, visit: Visit) -> ft.Control:
    """Announced or not (1-15)."""
    ways = (("announced", words.ANNOUNCED, True), ("unannounced", words.UNANNOUNCED, False))
    return chips(
        [
            (
                f"way-{key}",
                name,
                visit.is_announced is value,
                lambda e, value=value: plan(controller, is_announced=value),
            )
            for key, name, value in ways
        ]
    )


def campaigns(ui: Ui, controller: VisitController, visit: Visit) -> list[ft.Control]:
    """The campaigns the school belongs to, or the one the visit is under; nothing without any."""
    known = ui.workbook.campaigns if ui.workbook else ()
    shown = {
        each.campaign_id: each.title
        for each in known
        if visit.school_id in each.schools or each.campaign_id == visit.campaign_id
    }
    if visit.campaign_id is not None:
        shown.setdefault(visit.campaign_id, visit.campaign_id)
    if not shown:
        return []

    def follow(campaign_id: str | None) -> Any:
        async def chosen() -> None:
            if campaign_id != visit.campaign_id:
                change = controller.visits.follow_campaign
                await controller.save(lambda: change(controller.visit_id, campaign_id))

        return chosen

    offered: list[tuple[str | None, str]] = [(None, words.NO_CAMPAIGN), *shown.items()]
    choice = chips(
        [
            (f"campaign-{each}", name, each == visit.campaign_id, follow(each))
            for each, name in offered
        ]
    )
    return [heading(words.CAMPAIGN), choice, quiet(words.CAMPAIGN_HINT)]


def items(ui: Ui, controller: VisitController, visit: Visit) -> ft.Control:
    """The content lines: the theme's to tick, and one's own."""
    theme = ui.themes().get(visit.theme_id or "")
    offered = list(dict.fromkeys([*(theme.items if theme else ()), *visit.items]))

    def ticked(item: str) -> Any:
        async def tick(e: Any) -> None:
            kept = [each for each in visit.items if each != item]
            await plan(controller, items=tuple([*kept, item] if e.control.value else kept))

        return safe(tick)

    rows: list[ft.Control] = [
        ft.Checkbox(
            label=item, value=item in visit.items, on_change=ticked(item), key=f"item-{item}"
        )
        for item in offered
    ]
    own = ft.Container(OwnItem(controller, visit, key="own"), padding=ft.Padding(top=8))
    return card(stack([*rows, own], 2))


@part
def OwnItem(controller: VisitController, visit: Visit) -> ft.Control:
    """A content line of one's own."""
    typed = use_note(controller, OWN_ITEM)

    async def add() -> None:
        added = typed.text
        item, now = added.strip(), controller.state.view
        if not item:
            return
        items = now.visit.items if now else visit.items
        items = items if item in items else (*items, item)
        change = controller.visits.plan
        await controller.save_for([OWN_ITEM], lambda: change(controller.visit_id, items=items))
        # What was typed on meanwhile stays.
        typed.write(typed.text.removeprefix(added))

    return ft.Row(
        [
            text_box(
                typed,
                Look(words.OWN_ITEM, words.OWN_ITEM_HINT, is_wide=True),
                on_submit=safe(add),
            ),
            named(ft.IconButton(ft.Icons.ADD, tooltip=words.ADD, on_click=safe(add))),
        ]
    )
