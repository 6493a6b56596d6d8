"""What the visit is about: its type, one theme and three to five content items, who comes along."""

from typing import Any

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import page, part, safe
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, heading, named, named_choice, notice, quiet, stack
from app.ui.state import Ui, use_ui
from app.ui.texts import labels
from app.ui.texts import visit as words
from domain.checklist import Theme
from domain.clock import local_date
from domain.content_rules import FEWEST_ITEMS, MOST_ITEMS
from domain.visit import Visit


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
        words.PLAN,
        [
            heading(words.PLAN_TYPE),
            types(desk, visit),
            heading(words.PLAN_THEME),
            themes(ui, desk, visit),
            heading(words.PLAN_ITEMS),
            *([notice(words.items_odd(len(visit.items)))] if is_odd else []),
            items(ui, desk, visit),
            heading(words.PLAN_PEOPLE),
            people(ui, desk, visit),
            card(
                ft.Switch(
                    label=words.PLAN_ANNOUNCED,
                    value=visit.is_announced,
                    on_change=safe(lambda e: plan(desk, is_announced=bool(e.control.value))),
                )
            ),
        ],
    )


async def plan(desk: Desk, **changes: Any) -> None:
    """Change part of the plan."""
    await desk.save(lambda: desk.visits.plan(desk.visit_id, **changes))


def types(desk: Desk, visit: Visit) -> ft.Control:
    """The kind of visit, as chips."""
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(name),
                selected=kind is visit.visit_type,
                on_select=safe(lambda e, kind=kind: plan(desk, visit_type=kind)),
                key=f"type-{kind}",
            )
            for kind, name in labels.VISIT_TYPE.items()
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )


def themes(ui: Ui, desk: Desk, visit: Visit) -> ft.Control:
    """The theme; this month's is marked."""
    month = local_date(ui.device.clock.now()).month
    known = sorted(ui.themes().values(), key=lambda each: (each.month - month) % 12)

    async def choose(e: Any) -> None:
        theme = ui.themes().get(e.control.value)
        await plan(
            desk,
            theme_id=theme.theme_id if theme else None,
            items=suggested(theme),
        )

    choice = ft.Dropdown(
        label=words.PLAN_THEME,
        value=visit.theme_id or "",
        expand=True,
        on_select=safe(choose),
        options=[
            *(ft.DropdownOption(key=each.theme_id, text=name_of(each, month)) for each in known),
            ft.DropdownOption(key="", text=words.PLAN_NO_THEME),
        ],
    )
    return card(named_choice(choice))


def name_of(theme: Theme, month: int) -> str:
    """The theme's title, with its month."""
    mark = words.PLAN_THIS_MONTH if theme.month == month else words.plan_month(theme.month)
    return f"{mark} · {theme.title}"


def suggested(theme: Theme | None) -> tuple[str, ...]:
    """The theme's own content lines, at most five."""
    return tuple(theme.items[:MOST_ITEMS]) if theme else ()


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
    return card(stack([*rows, OwnItem(desk, visit, key="own")], 2))


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
                label=words.PLAN_OWN_ITEM,
                hint_text=words.PLAN_OWN_ITEM_HINT,
                value=typed,
                expand=True,
                on_change=safe(lambda e: set_typed(e.control.value)),
                on_submit=safe(add),
            ),
            named(ft.IconButton(ft.Icons.ADD, tooltip=words.PLAN_ADD, on_click=safe(add))),
        ]
    )


def people(ui: Ui, desk: Desk, visit: Visit) -> ft.Control:
    """Colleagues who come along."""
    mine = ui.session.facts.account
    known = [each for each in ui.people() if each.account != mine]
    if not known:
        return card(quiet(words.PLAN_NO_PEOPLE))

    def toggled(account: str) -> Any:
        async def toggle() -> None:
            kept = tuple(each for each in visit.participants if each != account)
            is_in = account in visit.participants
            await plan(desk, participants=kept if is_in else (*kept, account))

        return safe(toggle)

    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(each.name),
                selected=each.account in visit.participants,
                on_select=toggled(each.account),
                key=f"person-{each.account}",
            )
            for each in known
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )
