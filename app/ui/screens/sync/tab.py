"""The third tab: is anything only on this phone, what went wrong, and one button."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.sync.on_the_way import held, photos, refused, stuck
from app.ui.screens.sync.policy import PhotoPolicyCard
from app.ui.screens.sync.problems import notices
from app.ui.screens.sync.status import status
from app.ui.screens.sync.visits import visit_list
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import privacy
from app.ui.texts import shell as shell_words
from app.ui.texts import sync as words
from app.ui.widgets.frame import column
from app.ui.widgets.pieces import card, heading, main_button, notice, quiet, stack, waiting

if TYPE_CHECKING:
    from app.sync.overview import Safety
    from app.sync.progress import SyncState
    from app.ui.state.auto_sync import AutoSync

WAYS = (
    ("/export", ft.Icons.SAVE_ALT, words.EXPORT, words.EXPORT_HINT),
    ("/storage", ft.Icons.SD_STORAGE_OUTLINED, words.STORAGE, words.STORAGE_HINT),
    ("/privacy", ft.Icons.PRIVACY_TIP_OUTLINED, privacy.TITLE, privacy.HINT),
    ("/diagnostics", ft.Icons.TROUBLESHOOT, words.DIAGNOSTICS, words.DIAGNOSTICS_HINT),
)


@part
def SyncScreen() -> ft.Control:
    """Everything about what is safe, the most urgent first."""
    ui = use_ui()
    ui.last_tab = "/sync"
    session, auto = ui.session, ui.auto_sync
    safety = use_loaded(session.sync.safety, session)
    if auto is None:
        return waiting(shell_words.LOADING)
    board, _ = ft.use_state(auto.board)
    state = board.state
    if state is None or safety is None:
        return waiting(shell_words.LOADING)
    return column([*urgent(ui, auto, state, safety), *calm(ui, state, safety)])


def urgent(ui: Ui, auto: "AutoSync", state: "SyncState", safety: "Safety") -> list[ft.Control]:
    """How it stands, what went wrong, and what to do."""
    is_running = auto.board.is_running
    is_practice = ui.session.facts.is_practice
    return [
        status(state, safety, is_practice=is_practice, is_running=is_running),
        *stuck(ui, state),
        *notices(ui, state, is_running=is_running),
        *held(state, safe(auto.use_mobile_data), is_running=is_running),
        *([] if is_practice else [ft.Row([button(auto.run, is_running)])]),
        *web_only(ui),
        *refused(state),
        *photos(state),
    ]


def calm(ui: Ui, state: "SyncState", safety: "Safety") -> list[ft.Control]:
    """What one looks up: each visit, mobile data, and what to do on a bad day."""
    return [
        *visit_list(ui, safety),
        PhotoPolicyCard(state.policy, state.link, key="policy"),
        heading(words.MORE_TITLE),
        card(
            ft.Column(
                [way(ui, *each) for each in WAYS],
                spacing=0,
                tight=True,
            )
        ),
        ft.Container(quiet(words.SAFE), padding=8),
    ]


def way(ui: Ui, route: str, icon: ft.IconData, name: str, hint: str) -> ft.Control:
    """A way to another page."""
    return ft.ListTile(
        leading=ft.Icon(icon, color=ft.Colors.PRIMARY),
        title=ft.Text(name, size=16),
        subtitle=quiet(hint),
        trailing=ft.Icon(ft.Icons.CHEVRON_RIGHT),
        on_click=ui.go(route),
        content_padding=0,
        min_height=56,
        key=f"way{route}",
    )


def button(run: Any, is_running: bool) -> ft.Control:
    """Sync now."""
    text = words.RUNNING if is_running else words.NOW
    return main_button(text, safe(run), icon=ft.Icons.SYNC, disabled=is_running)


def web_only(ui: Ui) -> list[ft.Control]:
    """What the web version cannot do, and the demo's switch."""
    return [*demo_switch(ui), *([notice(shell_words.WEB_NOT_OFFLINE)] if ui.device.is_web else [])]


def demo_switch(ui: Ui) -> list[ft.Control]:
    """Plays that there is no network; in the demo alone."""
    network = ui.demo_network
    if network is None:
        return []

    async def cut(e: Any) -> None:
        network.is_cut = bool(e.control.value)
        ui.changes.number += 1
        if not network.is_cut and ui.auto_sync is not None:
            ui.auto_sync.request(0.3, is_new_chance=True)

    return [
        card(
            stack(
                [
                    ft.Switch(
                        label=words.CUT_TITLE,
                        value=network.is_cut,
                        on_change=safe(cut),
                    ),
                    quiet(words.CUT_HINT),
                ]
            )
        ),
    ]
