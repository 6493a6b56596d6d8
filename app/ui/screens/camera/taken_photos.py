"""The pictures just taken: a strip of them, and the words for the last one."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.visit.offers import offer
from app.ui.screens.visit.photos.list import preview_of
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import camera as words
from app.ui.widgets.draft_field import DraftField, Field
from app.ui.widgets.picture import Picture
from domain.kinds.visit.photo import Photo

if TYPE_CHECKING:
    from app.visits.records import VisitView

MOST_SHOWN = 4
SHOT_DP = 52.0
MOST_CAPTIONS = 6


def strip(view: "VisitView", shots: list[Photo]) -> list[ft.Control]:
    """The last pictures over the lower edge of what the camera sees, the newest on the right."""
    if not shots:
        return []
    pictures: list[ft.Control] = [
        ft.Container(
            Picture(preview_of(view, each), height=SHOT_DP, key=each.sha256),
            width=SHOT_DP,
            height=SHOT_DP,
            border_radius=8,
            border=ft.Border.all(2, ft.Colors.WHITE),
            clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
            key=f"taken-{each.photo_id}",
        )
        for each in shots[-MOST_SHOWN:]
    ]
    said = ft.Container(
        ft.Text(words.kept(len(shots)), color=ft.Colors.WHITE, size=13),
        bgcolor="#99000000",
        border_radius=8,
        padding=ft.Padding(left=8, top=4, right=8, bottom=4),
    )
    line = ft.Row([said, *pictures], spacing=6, alignment=ft.MainAxisAlignment.END)
    return [ft.Container(line, left=12, right=12, bottom=10)]


@part
def CaptionOfLast(controller: VisitController, photo: Photo, recent: tuple[str, ...]) -> ft.Control:
    """Words for the picture just taken: typed, or one of those used lately."""
    key = f"caption.{photo.photo_id}"

    def enter(text: str) -> None:
        set_caption(controller, photo, text)

    async def use(caption: str) -> None:
        await controller.save_for([key], lambda: set_caption(controller, photo, caption))

    def using(caption: str) -> Any:
        return safe(lambda: use(caption))

    offered = [each for each in recent if each != photo.caption][:MOST_CAPTIONS]
    chips = [offer(each, using(each), key=f"caption-{each}") for each in offered]
    field = Field(key, words.CAPTION_OF_LAST, words.CAPTION_HINT)
    typed = DraftField(controller, field, photo.caption, enter, key=key)
    row = ft.Row(chips, scroll=ft.ScrollMode.HIDDEN, spacing=8)
    return ft.Column(
        [typed, *([row] if chips and not photo.caption else [])],
        spacing=4,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def set_caption(controller: VisitController, photo: Photo, caption: str) -> None:
    """Write the caption; what the photo belongs to stays."""
    from app.visits.photos.acts import Belonging

    belonging = Belonging(caption.strip(), photo.item_id, photo.finding_id)
    controller.visits.caption_photo(controller.visit_id, photo.photo_id, belonging)
