"""At a glance: what is only on this phone, what the server has confirmed, and the last contact."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.texts import sync as words
from app.ui.widgets.pieces import card, progress_bar, quiet, silent, stack, title
from app.ui.widgets.when import when

if TYPE_CHECKING:
    from app.store.runs import Run
    from app.sync.overview import Safety
    from app.sync.progress import SyncState


def status(
    state: "SyncState", safety: "Safety", *, is_practice: bool, is_running: bool
) -> ft.Control:
    """The card on top."""
    if is_practice:
        return card(head(ft.Icons.CLOUD_OFF_OUTLINED, words.PRACTICE), key="standing")
    entries, pictures = state.unsent_entries, len(state.unsent_photos)
    # What stands behind a lost record waits for nothing: that is said by itself.
    behind = sum(each.lost_before > 0 for each in state.refused)
    coming = entries - behind
    is_done = not coming and not pictures
    has_any = bool(safety.confirmed.entries)
    icon = ft.Icons.CLOUD_DONE_OUTLINED if is_done else ft.Icons.CLOUD_UPLOAD_OUTLINED
    name = words.waiting(coming, pictures)
    if is_done:
        name = words.ALL_SENT if has_any else words.NOTHING_YET
    if is_done and behind:
        icon, name = ft.Icons.LINK_OFF, words.rest_sent(behind)
    left = sum(photo.size_bytes - photo.sent_bytes for photo in state.unsent_photos)
    here = words.with_size(entries, pictures, state.unsent_bytes + left)
    sure = words.amount(safety.confirmed.entries, safety.confirmed.photos)
    lines: list[ft.Control] = [
        head(icon, name),
        fact(ft.Icons.PHONE_ANDROID, words.HERE_ONLY, here),
        fact(ft.Icons.VERIFIED_OUTLINED, words.CONFIRMED, sure),
        *([quiet(words.ALL_SENT_HINT)] if is_done and has_any else []),
        *contact(state.last_contact_at, state.last_run),
        *(progress(state) if is_running else []),
    ]
    return card(stack(lines, 10), key="standing")


def head(icon: ft.IconData, text: str) -> ft.Control:
    """The one thing to know."""
    return ft.Row(
        [
            silent(ft.Icon(icon, size=30, color=ft.Colors.PRIMARY)),
            ft.Container(title(text), expand=True),
        ],
        spacing=14,
    )


def fact(icon: ft.IconData, name: str, line: str) -> ft.Control:
    """Where something is, and how much of it."""
    ink = ft.Colors.ON_SURFACE_VARIANT
    return ft.Row(
        [
            silent(ft.Icon(icon, size=20, color=ink)),
            ft.Column([quiet(name), ft.Text(line, size=15)], spacing=0, tight=True, expand=True),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def contact(at: str | None, run: "Run | None") -> list[ft.Control]:
    """When the server was last reached, and what that brought."""
    last = when(at) if at else words.NEVER
    lines: list[ft.Control] = [quiet(f"{words.LAST_CONTACT}：{last}")]
    if run is not None:
        came = words.brought(
            run.entries, run.photos, run.visits, has_new_workbook=run.has_new_workbook
        )
        lines.append(quiet(f"{words.BROUGHT}：{came}"))
    return lines


def progress(state: "SyncState") -> list[ft.Control]:
    """What a run is doing."""
    text = words.PHASE.get(state.phase or "", words.RUNNING)
    return [quiet(text), progress_bar(state.progress, text)]
