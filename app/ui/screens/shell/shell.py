"""The three tabs."""

from typing import Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.resting import current_drawing
from app.ui.state.ui import Ui, use_reading, use_ui
from app.ui.texts import month as month_words
from app.ui.texts import records as records_words
from app.ui.texts import shell as words
from app.ui.texts import sync as sync_words
from app.ui.widgets.frame import bar as screen_bar
from app.ui.widgets.frame import bar_button
from app.ui.widgets.pieces import notice

ROUTES = ("/", "/records", "/sync")
TITLES = (month_words.TITLE, records_words.TITLE, sync_words.TITLE)


@page
def Shell() -> ft.View:
    """The tab that the route names."""
    ui = use_ui()
    ft.use_state(ui.auto_sync.board if ui.auto_sync else None)
    use_reading(lambda: read_what_waits(ui), ui.session)
    outlet = ft.use_route_outlet()
    where = ft.use_route_location()
    ui.remember(ui.page.route or "/")
    return ft.View(
        route="/",
        padding=0,
        spacing=0,
        appbar=bar(ui, where),
        navigation_bar=tabs(ui, where),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[*network_notice(ui), ft.SafeArea(outlet, expand=True)],
    )


async def read_what_waits(ui: Ui) -> None:
    """Read what the sync tab's icon and the sync tab itself show."""
    if ui.auto_sync is not None:
        await ui.auto_sync.refresh()


def bar(ui: Ui, where: str) -> ft.AppBar:
    """The title, and whose phone this is."""
    facts = ui.session.facts
    button = bar_button(
        facts.name,
        ui.go("/accounts"),
        icon=ft.Icons.ACCOUNT_CIRCLE_OUTLINED,
        tooltip=words.ACCOUNT,
    )
    title = TITLES[ROUTES.index(where)] if where in ROUTES else words.APP_NAME
    return screen_bar(title, facts.district_name, [button])


def tabs(ui: Ui, where: str) -> ft.NavigationBar:
    """The navigation at the bottom."""

    async def choose(e: Any) -> None:
        await ui.page.push_route(ROUTES[int(e.data)])

    return ft.NavigationBar(
        selected_index=ROUTES.index(where) if where in ROUTES else 0,
        on_change=safe(choose),
        destinations=[
            ft.NavigationBarDestination(
                icon=ft.Icons.CALENDAR_MONTH_OUTLINED,
                selected_icon=ft.Icons.CALENDAR_MONTH,
                label=words.TAB_MONTH,
            ),
            ft.NavigationBarDestination(
                icon=ft.Icons.FOLDER_OUTLINED,
                selected_icon=ft.Icons.FOLDER,
                label=words.TAB_RECORDS,
            ),
            ft.NavigationBarDestination(
                icon=sync_icon(ui), selected_icon=ft.Icons.SYNC, label=words.TAB_SYNC
            ),
        ],
    )


def sync_icon(ui: Ui) -> ft.Control:
    """The sync tab's icon, with the number of things that wait."""
    waiting, is_known = 0, not current_drawing().is_behind
    if is_known and ui.auto_sync is not None and ui.auto_sync.board.state is not None:
        state = ui.auto_sync.board.state
        waiting = state.unsent_entries + len(state.unsent_photos)
    return ft.Icon(ft.Icons.SYNC, badge=ft.Badge(label=str(waiting)) if waiting else None)


def network_notice(ui: Ui) -> list[ft.Control]:
    """Says that the demo cuts the network."""
    if ui.demo_network is None or not ui.demo_network.is_cut:
        return []
    return [
        ft.Container(
            notice(words.NETWORK_IS_CUT, icon=ft.Icons.CLOUD_OFF_OUTLINED),
            padding=ft.Padding(left=16, top=4, right=16, bottom=0),
        )
    ]
