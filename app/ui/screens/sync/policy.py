"""Whether photos may use mobile data."""

import asyncio
from typing import Any

import flet as ft

from app.ui.guard import safe, steady_part
from app.ui.state.ui import use_ui
from app.ui.texts import sync as words
from app.ui.widgets.pieces import card, quiet, stack, title
from domain.phone.data_use import LinkKind, PhotoPolicy


@steady_part
def PhotoPolicyCard(policy: PhotoPolicy, link: LinkKind) -> ft.Control:
    """The three choices and what each means."""
    ui = use_ui()

    async def choose(e: Any) -> None:
        chosen = PhotoPolicy(next(iter(e.control.selected)))
        await asyncio.to_thread(ui.session.sync.set_photo_policy, chosen)
        ui.changes.number += 1
        if ui.auto_sync is not None:
            ui.auto_sync.request(is_new_chance=True)

    return card(
        stack(
            [
                title(words.POLICY_TITLE),
                ft.SegmentedButton(
                    selected=[policy.value],
                    show_selected_icon=False,
                    on_change=safe(choose),
                    segments=[
                        ft.Segment(value=each.value, label=ft.Text(name))
                        for each, name in words.POLICY.items()
                    ],
                ),
                quiet(words.POLICY_HINT[policy]),
                quiet(words.LINK[link]),
            ],
            10,
        ),
        key="policy",
    )
