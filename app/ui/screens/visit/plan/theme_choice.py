"""A visit's theme, whole; a tap shows the others to choose from."""

from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.state.ui import use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import plan as words
from app.ui.widgets.pieces import card, mark, stack, title
from app.visits.opening import items_of
from domain.clock import local_date
from domain.register.checklist import Theme
from domain.visit.visit import Visit


@part
def ThemeChoice(controller: VisitController, visit: Visit) -> ft.Control:
    """The theme; this month's and the ones that follow it first."""
    ui = use_ui()
    is_open, set_open = ft.use_state(False)
    month = local_date(ui.device.clock.now()).month
    themes = ui.themes()
    now = themes.get(visit.theme_id or "")
    # The first of a month is the one that is due; the others are those of other years.
    due = {(each.month, each.level): each for each in reversed(themes.values())}
    known = sorted(due.values(), key=lambda each: (each.month - month) % 12)

    def choose(theme: Theme | None) -> Any:
        async def chosen() -> None:
            set_open(lambda _old: False)
            theme_id = theme.theme_id if theme else None
            if theme_id != visit.theme_id:
                changes = {"theme_id": theme_id, "items": items_of(theme)}
                await controller.save(
                    lambda: controller.visits.plan(controller.visit_id, **changes)
                )

        return safe(chosen)

    toggle = safe(lambda: set_open(lambda old: not old))
    button = ft.TextButton(words.KEEP_THEME if is_open else words.CHANGE_THEME, on_click=toggle)
    head = title(now.title if now else visit.theme_id or words.NO_THEME)
    lines: list[ft.Control] = [ft.Row([ft.Container(head, expand=True), button])]
    if is_open:
        lines += [tile(each, visit, month, choose(each)) for each in known]
        lines.append(tile(None, visit, month, choose(None)))
    return card(stack(lines, 2))


def tile(theme: Theme | None, visit: Visit, month: int, choose: Any) -> ft.Control:
    """One theme to choose, or none."""
    theme_id = theme.theme_id if theme else None
    is_chosen = theme_id == visit.theme_id
    marks = []
    if theme is not None:
        is_now = theme.month == month
        name = words.THIS_MONTH if is_now else words.month(theme.month)
        marks = [mark(name, "good" if is_now else "plain")]
    return ft.ListTile(
        title=ft.Text(theme.title if theme else words.NO_THEME, size=15),
        leading=ft.Icon(
            ft.Icons.RADIO_BUTTON_CHECKED if is_chosen else ft.Icons.RADIO_BUTTON_UNCHECKED,
            color=ft.Colors.PRIMARY if is_chosen else ft.Colors.OUTLINE,
        ),
        trailing=ft.Row(marks, tight=True) if marks else None,
        on_click=choose,
        content_padding=0,
        key=f"theme-{theme_id}",
    )
