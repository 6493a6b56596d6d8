"""The visit's photos: previews, the camera, the album, and why some were not taken."""

from pathlib import Path
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.state.acts import CHOOSING_S, GIVEN_UP, Tap
from app.ui.state.new_photos import nothing_special, refused, take_from_album
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import photos as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.picture import Picture
from app.ui.widgets.pieces import empty, main_button, mark, notice, quiet, side_button, waiting
from app.ui.widgets.rule_row import rule_row
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.photo import Photo, PhotoSource

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def PhotosScreen() -> ft.View:
    """All photos that were not set aside."""
    ui = use_ui()
    controller, view = use_visit()
    is_reading, set_reading = ft.use_state(False)
    if view is None:
        return not_there(controller)

    async def choose() -> object:
        picked = await ui.device.album.pick()
        if not picked:
            return GIVEN_UP
        set_reading(True)
        try:
            taken, _ = await take_from_album(controller, picked, nothing_special())
        finally:
            set_reading(False)
        if taken:
            say(words.added(len(taken)))
        return None if taken else GIVEN_UP

    photos = view.visit.shown_photos
    refusals = refused(controller.state.drafts)
    body = [refusal_line(controller, key, why) for key, why in refusals.items()]
    if is_reading:
        body.append(waiting(words.READING))
    if photos:
        body += [tile_rows(controller, view, photos)]
    elif not is_reading and not refusals:
        hint = words.EMPTY_HINT if view.rule.wants_photos else words.UNASKED_HINT
        body.append(empty(ft.Icons.PHOTO_CAMERA_OUTLINED, words.EMPTY, hint))
    body.append(rule_row(ui, view.rule, f"/visit/{controller.visit_id}/privacy/photos"))
    choose_it = ui.acts.tap(f"album {controller.visit_id}", choose, CHOOSING_S)
    return screen(visit_words.PHOTOS, body, bottom=buttons(ui, controller, choose_it, is_reading))


def refusal_line(controller: VisitController, key: str, why: str) -> ft.Control:
    """Which picture was not taken in and why, until somebody says that it was seen."""
    seen = safe(lambda: controller.jot(key, None))
    said = notice(why, "bad", ft.Icons.BROKEN_IMAGE)
    return ft.Column(
        [said, ft.TextButton(words.SEEN, icon=ft.Icons.CHECK, on_click=seen, key=f"seen-{key}")],
        spacing=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        key=key,
    )


def buttons(ui: Ui, controller: VisitController, choose: Tap, is_reading: bool) -> ft.Control:
    """Camera first, album beside it."""
    camera = ui.go(f"/visit/{controller.visit_id}/camera")
    return ft.Row(
        [
            side_button(
                words.ALBUM, choose, icon=ft.Icons.PHOTO_LIBRARY_OUTLINED, disabled=is_reading
            ),
            main_button(words.CAMERA, camera, icon=ft.Icons.PHOTO_CAMERA),
        ],
        spacing=12,
    )


def tile_rows(controller: VisitController, view: "VisitView", photos: list[Photo]) -> ft.Control:
    """The previews, two or three in a row."""
    return ft.ResponsiveRow(
        [
            ft.Container(
                PhotoTile(controller, photo, preview_of(view, photo), key=photo.photo_id),
                col={"xs": 6, "md": 4},
                key=photo.photo_id,
            )
            for photo in photos
        ],
        spacing=12,
        run_spacing=12,
    )


def preview_of(view: "VisitView", photo: Photo) -> Path | None:
    """The preview's file; None where the photo is not on this phone."""
    files = view.photo_files.get(photo.photo_id)
    return files[1] if files else None


@part
def PhotoTile(controller: VisitController, photo: Photo, preview: Path | None) -> ft.Control:
    """One photo: tap for its caption."""
    ui = use_ui()
    is_album = photo.photo_source is PhotoSource.ALBUM
    source = labels.PHOTO_SOURCE[photo.photo_source]
    return ft.Card(
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        content=ft.Container(
            on_click=ui.go(f"/visit/{controller.visit_id}/photo/{photo.photo_id}"),
            ink=True,
            content=ft.Column(
                [
                    Picture(preview, height=150, key=photo.sha256),
                    ft.Container(
                        ft.Column(
                            [
                                mark(source, "look" if is_album else "plain"),
                                quiet(photo.caption or words.CAPTION_HINT),
                            ],
                            spacing=6,
                        ),
                        padding=10,
                    ),
                ],
                spacing=0,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
        ),
    )
