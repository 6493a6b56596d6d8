"""Photos as a row of small previews."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.photos.list import preview_of
from app.ui.state.ui import Ui
from app.ui.texts.visit import checklist as words
from app.ui.widgets.picture import Picture
from domain.kinds.visit.photo import Photo

if TYPE_CHECKING:
    from app.visits.records import VisitView

SHOT_DP = 60.0


def shot_row(
    ui: Ui, view: "VisitView", photos: Sequence[Photo], *, may_open: bool = True
) -> list[ft.Control]:
    """The previews, each leading to its photo where it may; nothing where there are none."""
    if not photos:
        return []
    shots = [shot(ui, view, each, may_open) for each in photos]
    return [ft.Row(shots, wrap=True, spacing=8, run_spacing=8)]


def shot(ui: Ui, view: "VisitView", photo: Photo, may_open: bool) -> ft.Control:
    """One preview."""
    here = f"/visit/{view.visit.visit_id}/photo/{photo.photo_id}"
    return ft.Semantics(
        label=words.photo_named(photo.caption),
        button=may_open,
        key=f"shot-{photo.photo_id}",
        content=ft.Container(
            Picture(preview_of(view, photo), height=SHOT_DP, key=photo.sha256),
            width=SHOT_DP,
            height=SHOT_DP,
            border_radius=10,
            clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
            on_click=ui.go(here) if may_open else None,
            ink=may_open,
        ),
    )
