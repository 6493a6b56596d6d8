"""What the visit is about: its type, one theme and three to five content items, who comes along."""

from typing import Any

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import page, part, safe
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, heading, named, notice, quiet, stack
from app.ui.screens.visit.people import People
from app.ui.screens.visit.theme_choice import ThemeChoice
from app.ui.state import Ui, use_ui
from app.ui.texts import labels
from app.ui.texts import plan as words
from domain.visit.content_rules import FEWEST_ITEMS, MOST_ITEMS
from domain.visit.visit import Visit


@page
def PlanScreen() -> ft.View:
    """The plan, changed as one taps."""
    ui = use_ui()
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    visit = view.visit
    is_odd = not FEWEST_ITEMS <= len(visit.items) <= MOST_ITEMS
    return screen(
        words.TITLE,
        [
            *campaigns(ui, desk, visit),
            heading(words.TYPE),
            types(desk, visit),
            heading(words.WAY),
            ways(desk, visit),
            heading(words.THEME),
            ThemeChoice(desk, visit, key="theme"),
            heading(words.ITEMS),
            *([notice(words.items_odd(len(visit.items)))] if is_odd else []),
            items(ui, desk, visit),
            heading(words.PEOPLE),
            People(desk, visit, key="people"),
        ],
    )


async def plan(desk: Desk, **changes: Any) -> None:
    """Change part of the plan."""
    await desk.save(lambda: desk.visits.plan(desk.visit_id, **changes))


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


def types(desk: Desk, visit: Visit) -> ft.Control:
    """The kind of visit."""
    return chips(
        [
            (
                f"type-{kind}",
                name,
                kind is visit.visit_type,
                lambda e, kind=kind: plan(desk, visit_type=kind),
            )
            for kind, name in labels.VISIT_TYPE.items()
        ]
    )


def ways(desk: Desk, visit: Visit) -> ft.Control:
    """Announced or not (1-15)."""
    ways = (("announced", words.ANNOUNCED, True), ("unannounced", words.UNANNOUNCED, False))
    return chips(
        [
            (
                f"way-{key}",
                name,
                visit.is_announced is value,
                lambda e, value=value: plan(desk, is_announced=value),
            )
            for key, name, value in ways
        ]
    )


def campaigns(ui: Ui, desk: Desk, visit: Visit) -> list[ft.Control]:
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
                change = desk.visits.follow_campaign
                await desk.save(lambda: change(desk.visit_id, campaign_id))

        return chosen

    offered: list[tuple[str | None, str]] = [(None, words.NO_CAMPAIGN), *shown.items()]
    choice = chips(
        [
            (f"campaign-{each}", name, each == visit.campaign_id, follow(each))
            for each, name in offered
        ]
    )
    return [heading(words.CAMPAIGN), choice, quiet(words.CAMPAIGN_HINT)]


def items(ui: Ui, desk: Desk, visit: Visit) -> ft.Control:
    """The content lines: the theme's to tick, and one's own."""
    theme = ui.themes().get(visit.theme_id or "")
    offered = list(dict.fromkeys([*(theme.items if theme else ()), *visit.items]))

    def ticked(item: str) -> Any:
        async def tick(e: Any) -> None:
            kept = [each for each in visit.items if each != item]
            await plan(desk, items=tuple([*kept, item] if e.control.value else kept))

        return safe(tick)

    rows: list[ft.Control] = [
        ft.Checkbox(
            label=item, value=item in visit.items, on_change=ticked(item), key=f"item-{item}"
        )
        for item in offered
    ]
    own = ft.Container(OwnItem(desk, visit, key="own"), padding=ft.Padding(top=8))
    return card(stack([*rows, own], 2))


@part
def OwnItem(desk: Desk, visit: Visit) -> ft.Control:
    """A content line of one's own."""
    typed, set_typed = ft.use_state("")

    async def add() -> None:
        item = typed.strip()[:200]
        if item and item not in visit.items:
            await plan(desk, items=(*visit.items, item))
        set_typed("")

    return ft.Row(
        [
            ft.TextField(
                label=words.OWN_ITEM,
                hint_text=words.OWN_ITEM_HINT,
                value=typed,
                expand=True,
                on_change=safe(lambda e: set_typed(e.control.value)),
                on_submit=safe(add),
            ),
            named(ft.IconButton(ft.Icons.ADD, tooltip=words.ADD, on_click=safe(add))),
        ]
    )
