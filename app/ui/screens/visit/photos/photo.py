"""One photo: large, with its check code, its words, what it is of, and setting it aside."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.screens.visit.photos.target import Target, ask_target, name_of, target_of
from app.ui.state.ui import Ui, use_ui
from app.ui.texts import labels
from app.ui.texts import storage as storage_words
from app.ui.texts.visit import camera as camera_words
from app.ui.texts.visit import photos as words
from app.ui.widgets.confirm import confirm
from app.ui.widgets.draft_field import DraftField, Field
from app.ui.widgets.frame import screen
from app.ui.widgets.picture import Picture
from app.ui.widgets.pieces import card, empty, mark, notice, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.builder import State
from domain.kinds.visit.photo import Photo

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def PhotoScreen() -> ft.View:
    """The photo that the route names."""
    ui = use_ui()
    controller, view = use_visit()
    photo_id = ft.use_route_params().get("photo_id", "")
    if view is None:
        return not_there(controller)
    photo = view.visit.photos.get(photo_id)
    if photo is None:
        return screen(words.CAPTION_OF, [empty(ft.Icons.BROKEN_IMAGE, words.NOT_HERE, "")])
    files = view.photo_files.get(photo_id)
    is_open = view.visit.state is State.IN_PROGRESS or view.visit.is_amending
    marks = [mark(labels.PHOTO_SOURCE[photo.photo_source])]
    return screen(
        words.CAPTION_OF,
        [
            ft.Card(
                clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
                content=Picture(at_hand(files), key=photo.sha256),
            ),
            *([notice(storage_words.FREED)] if photo_id in view.freed else []),
            card(
                stack(
                    [
                        *(caption(controller, photo) if is_open else [ft.Text(photo.caption)]),
                        aim(ui, controller, view, photo)
                        if is_open
                        else quiet(said_aim(view, photo)),
                        ft.Row(
                            [*marks, quiet(f"{words.CHECK_CODE} {photo.check_code}")], wrap=True
                        ),
                    ],
                    12,
                )
            ),
            *([removal(ui, controller, photo)] if is_open else []),
        ],
    )


def at_hand(files: tuple[Path, Path] | None) -> Path | None:
    """The stamped photo; its preview where that was let go; None where neither is here."""
    return None if files is None else next((each for each in files if each.is_file()), None)


def caption(controller: Any, photo: Photo) -> list[ft.Control]:
    """What the photo shows, in words."""
    from app.visits.photos.acts import Belonging

    def enter(text: str) -> None:
        belonging = Belonging(text.strip(), photo.item_id, photo.finding_id)
        controller.visits.caption_photo(controller.visit_id, photo.photo_id, belonging)

    field = Field(f"caption.{photo.photo_id}", words.CAPTION, words.CAPTION_HINT)
    return [DraftField(controller, field, photo.caption, enter, key=photo.photo_id)]


def said_aim(view: "VisitView", photo: Photo) -> str:
    """What the photo is of."""
    return camera_words.choose(name_of(view, target_of(photo, view.visit.findings)))


def aim(ui: Ui, controller: Any, view: "VisitView", photo: Photo) -> ft.Control:
    """What the photo is of, which a tap changes."""
    from app.visits.photos.acts import Belonging

    now = target_of(photo, view.visit.findings)

    async def attach(target: Target) -> None:
        await controller.settle(f"caption.{photo.photo_id}")
        current = controller.state.view.visit.photos[photo.photo_id]
        belonging = Belonging(current.caption, target.item_id, target.finding_id)
        await controller.save(
            lambda: controller.visits.caption_photo(controller.visit_id, photo.photo_id, belonging)
        )

    return ft.OutlinedButton(
        said_aim(view, photo),
        icon=ft.Icons.ARROW_DROP_DOWN,
        on_click=safe(lambda: ask_target(ui.page, view, now, attach, photo)),
        key="aim",
    )


def removal(ui: Ui, controller: Any, photo: Photo) -> ft.Control:
    """Setting the photo aside."""

    async def remove() -> None:
        await controller.save(
            lambda: controller.visits.withdraw_photo(controller.visit_id, photo.photo_id)
        )
        await ui.page.push_route(f"/visit/{controller.visit_id}/photos")

    return ft.TextButton(
        words.WITHDRAW,
        icon=ft.Icons.HIDE_IMAGE_OUTLINED,
        on_click=safe(confirm(ui.page, words.WITHDRAW, words.WITHDRAW_HINT, remove)),
        style=ft.ButtonStyle(color=ft.Colors.ERROR),
    )
