"""A problem's photos on its form; of one put right on the spot also how it looks since."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import Handler, safe
from app.ui.screens.visit.photos.pair import blank, own_pictures, side
from app.ui.screens.visit.photos.strip import shot_row
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import finding as words
from app.ui.widgets.pieces import card, notice, side_button, stack
from domain.errors import DujiError

if TYPE_CHECKING:
    from app.visits.records import VisitView

SHOOT = ft.Icons.PHOTO_CAMERA_OUTLINED


def photo_card(
    ui: Ui, controller: VisitController, view: "VisitView", finding_id: str
) -> ft.Control:
    """The problem's photos, and the way to one more."""
    camera = side_button(
        words.PHOTO_OF_FINDING,
        to_camera(ui, controller, "finding", finding_id),
        icon=SHOOT,
    )
    photos = view.visit.photos_of_finding(finding_id)
    return card(stack([*shot_row(ui, view, photos), camera], 12))


def pair_card(
    ui: Ui, controller: VisitController, view: "VisitView", finding_id: str
) -> ft.Control:
    """How it was beside how it is since it was put right, and the ways to one more of each."""
    photos = view.visit.photos_of_finding(finding_id)
    before = own_pictures(ui, view, [each for each in photos if not each.is_after])
    after = own_pictures(ui, view, [each for each in photos if each.is_after])
    wants = not after and view.rule.wants_photos
    buttons: list[ft.Control] = [
        side_button(name, to_camera(ui, controller, what, finding_id), icon=SHOOT)
        for name, what in ((words.SHOOT_BEFORE, "finding"), (words.SHOOT_AFTER, "after"))
    ]
    pair = ft.Row(
        [
            side(words.BEFORE, before or [blank(words.NO_BEFORE)]),
            side(words.AFTER, after or [blank(words.NO_AFTER)]),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    return card(
        stack(
            [
                pair,
                *([notice(words.WANTS_AFTER)] if wants else []),
                ft.Row(buttons, wrap=True, spacing=8, run_spacing=6),
            ],
            12,
        )
    )


def to_camera(ui: Ui, controller: VisitController, what: str, finding_id: str) -> Handler:
    """The way to the camera, once what the form says is kept."""

    async def photograph() -> None:
        await settle_or_keep(controller, f"finding.{finding_id}")
        await ui.page.push_route(f"/visit/{controller.visit_id}/camera/{what}/{finding_id}")

    return safe(photograph)


async def settle_or_keep(controller: VisitController, key: str) -> None:
    """Make an entry of the form before one goes to take its photo.

    Where it cannot be one yet it stays a draft, and says so when one leaves it for good.
    """
    try:
        await controller.settle(key)
    except DujiError:
        return
