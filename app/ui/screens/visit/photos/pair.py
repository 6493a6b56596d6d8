"""The photos of a finding as it was, beside those of how it is now."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.visit.photos.list import preview_of
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import shell as shell_words
from app.ui.texts.visit import checklist as photo_words
from app.ui.texts.visit import follow_up as words
from app.ui.widgets.picture import Picture
from app.ui.widgets.pieces import card, quiet, stack, title
from domain.kinds.visit.photo import Photo

if TYPE_CHECKING:
    from app.visits.records import VisitView

HEIGHT = 132.0


@part
def PhotoPair(controller: VisitController, view: "VisitView", finding_id: str) -> ft.Control:
    """Before on the left, now on the right."""
    ui = use_ui()
    hashes = before_hashes(view, finding_id)
    found = use_loaded(lambda: controller.visits.photo_paths(hashes), finding_id) or {}
    before = [before_picture(ui, found.get(each), each) for each in hashes]
    after = own_pictures(ui, view, view.visit.photos_of_finding(finding_id))
    return card(
        ft.Row(
            [
                side(words.BEFORE, before or [blank(words.NO_BEFORE)]),
                side(words.AFTER, after or [blank(words.NO_AFTER)]),
            ],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    )


def own_pictures(ui: Ui, view: "VisitView", photos: Sequence[Photo]) -> list[ft.Control]:
    """Photos of this visit, each leading to its page."""
    here = f"/visit/{view.visit.visit_id}/photo"
    return [
        picture(
            preview_of(view, each),
            photo_words.photo_named(each.caption),
            ui.go(f"{here}/{each.photo_id}"),
        )
        for each in photos
    ]


def before_hashes(view: "VisitView", finding_id: str) -> tuple[str, ...]:
    """The SHA-256 of the photos of how it was: an earlier visit's, or of this one's own finding."""
    for each in view.earlier:
        if each.finding_id == finding_id:
            return each.photos
    photos = view.visit.photos_of_finding(finding_id)
    return tuple(each.sha256 for each in photos if not each.is_after)


def side(name: str, pictures: list[ft.Control]) -> ft.Control:
    """One half of the pair."""
    return ft.Container(stack([title(name), *pictures]), expand=True)


def before_picture(ui: Ui, path: Path | None, sha256: str) -> ft.Control:
    """An earlier photo, large at a tap; or that it has not been fetched yet."""
    if path is None:
        return blank(words.BEFORE_MISSING, key=sha256)
    return picture(path, words.ENLARGE, safe(lambda: enlarge(ui.page, path)))


def blank(says: str, key: str | None = None) -> ft.Control:
    """As large as a picture would be, so that both halves stay side by side: why there is none."""
    return ft.Container(
        quiet(says),
        height=HEIGHT,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=10,
        padding=8,
        alignment=ft.Alignment.CENTER,
        key=key,
    )


def picture(path: Path | None, label: str, on_click: Any) -> ft.Control:
    """One picture that may be tapped."""
    return ft.Semantics(
        label=label,
        button=True,
        key=str(path),
        content=ft.Container(
            Picture(path, key=str(path)),
            border_radius=10,
            clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
            on_click=on_click,
            ink=True,
        ),
    )


async def enlarge(page: ft.Page, path: Path) -> None:
    """Show a picture as large as the screen allows; it may be pinched larger still."""
    data = await asyncio.to_thread(path.read_bytes)
    shown = ft.InteractiveViewer(
        content=ft.Image(src=data, fit=ft.BoxFit.CONTAIN, width=float(page.width or 360)),
        max_scale=4,
    )
    close = ft.TextButton(shell_words.CLOSE, on_click=safe(page.pop_dialog))
    page.show_dialog(
        ft.AlertDialog(
            content=shown, actions=[close], content_padding=8, inset_padding=ft.Padding.all(12)
        )
    )
