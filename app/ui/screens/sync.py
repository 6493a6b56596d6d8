"""What waits on this phone and what went: entries, each photo, errors in words, one button."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.parts.frame import column
from app.ui.parts.pieces import (
    card,
    heading,
    main_button,
    mark,
    notice,
    progress_bar,
    quiet,
    side_button,
    stack,
    title,
    waiting,
)
from app.ui.parts.when import when
from app.ui.state import Ui, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import sync as words

if TYPE_CHECKING:
    from app.sync.progress import PhotoProgress, SyncState

MOST_PHOTOS = 100


@part
def SyncScreen() -> ft.Control:
    """The third tab."""
    ui = use_ui()
    ui.last_tab = "/sync"
    auto = ui.auto_sync
    changes, _ = ft.use_state(ui.changes)
    if auto is None:
        return waiting(shell_words.LOADING)
    board, _ = ft.use_state(auto.board)
    ft.use_effect(safe(auto.refresh), dependencies=[changes.number])
    state = board.state
    if state is None:
        return waiting(shell_words.LOADING)
    return column(
        [
            standing(state, board.is_running),
            *troubles(ui, state),
            ft.Row([button(auto.run, board.is_running)]),
            *photos(state),
            *web_only(ui),
            ft.Container(quiet(words.SAFE), padding=8),
        ]
    )


def standing(state: "SyncState", is_running: bool) -> ft.Control:
    """One card: does anything wait, and when was the server last reached."""
    entries, pictures = state.unsent_entries, len(state.unsent_photos)
    is_done = not entries and not pictures
    icon = ft.Icons.CLOUD_DONE_OUTLINED if is_done else ft.Icons.CLOUD_UPLOAD_OUTLINED
    last = when(state.last_contact_at) if state.last_contact_at else words.NEVER
    lines: list[ft.Control] = [
        ft.Row(
            [
                ft.Icon(icon, size=30, color=ft.Colors.PRIMARY),
                ft.Container(
                    title(words.ALL_SENT if is_done else words.waiting(entries, pictures)),
                    expand=True,
                ),
            ],
            spacing=14,
        ),
        *([quiet(words.ALL_SENT_HINT)] if is_done and state.last_contact_at else []),
        quiet(f"{words.LAST_CONTACT}：{last}"),
    ]
    if is_running:
        lines.append(quiet(words.PHASE.get(state.phase or "", words.RUNNING)))
        lines.append(progress_bar(state.progress, words.RUNNING))
    return card(stack(lines, 10))


def troubles(ui: Ui, state: "SyncState") -> list[ft.Control]:
    """What went wrong, in words; and signing in again where that is what helps."""
    said = [state.last_problem] if state.last_problem else []
    shown: list[ft.Control] = [
        notice(trouble, "bad", ft.Icons.CLOUD_OFF) for trouble in (*said, *state.refused)
    ]
    if state.needs_sign_in:
        again = ui.go("/accounts/new")
        shown.append(side_button(words.SIGN_IN_AGAIN, again, icon=ft.Icons.LOGIN))
    return shown


def button(run: Any, is_running: bool) -> ft.Control:
    """Sync now."""
    text = words.RUNNING if is_running else words.NOW
    return main_button(text, safe(run), icon=ft.Icons.SYNC, disabled=is_running)


def photos(state: "SyncState") -> list[ft.Control]:
    """Each photo that waits, hazards first as they are sent."""
    if not state.unsent_photos:
        return []
    shown = [photo_row(each) for each in state.unsent_photos[:MOST_PHOTOS]]
    return [heading(words.PHOTOS_TITLE), card(stack(shown, 14))]


def photo_row(photo: "PhotoProgress") -> ft.Control:
    """One photo: where from, how much of it is through, what stands in its way."""
    marks = [mark(words.HAZARD, "bad")] if photo.is_hazard else []
    lines: list[ft.Control] = [
        ft.Row([ft.Text(photo.school_name, expand=True), *marks]),
        progress_bar(photo.sent_bytes / max(1, photo.size_bytes), words.PHOTOS_TITLE),
        quiet(words.size(photo.sent_bytes, photo.size_bytes), 12),
    ]
    if photo.problem:
        lines.append(ft.Text(photo.problem, size=13, color=ft.Colors.ERROR))
    return ft.Container(stack(lines, 5), key=f"photo-{photo.photo_id}")


def web_only(ui: Ui) -> list[ft.Control]:
    """The demonstration switch, and what the web version cannot do."""
    if not ui.device.is_web:
        return []

    async def cut(e: Any) -> None:
        ui.device.is_network_cut = bool(e.control.value)
        ui.changes.number += 1
        if not ui.device.is_network_cut and ui.auto_sync is not None:
            ui.auto_sync.request(0.3)

    return [
        card(
            stack(
                [
                    ft.Switch(
                        label=words.CUT_TITLE,
                        value=ui.device.is_network_cut,
                        on_change=safe(cut),
                    ),
                    quiet(words.CUT_HINT),
                ]
            )
        ),
        notice(shell_words.WEB_NOT_OFFLINE),
    ]
