"""Giving up a visit that was never handed in, such as one begun at the wrong place."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import safe
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import visit as words
from app.ui.widgets.confirm import ask_reason
from domain.visit.custody import Hand
from domain.words.visit import said_of

if TYPE_CHECKING:
    from app.visits.records import VisitView


def drop_button(ui: Ui, controller: VisitController, view: "VisitView") -> list[ft.Control]:
    """The way out, with a reason; nothing for one that was handed in, or that is another's."""
    is_led = ui.session.facts.account in (view.visit.owner, *view.visit.successors)
    if view.visit.submissions or view.hand is Hand.OTHER_PHONE or not is_led:
        return []

    async def drop(reason: str) -> None:
        await controller.settle_all()
        await controller.save(lambda: controller.visits.cancel(controller.visit_id, reason))

    visit_type = view.visit.visit_type
    title = said_of(visit_type, words.CANCEL_TITLE)
    texts = (title, words.DROP_HINT, words.CANCEL_REASON, words.CANCEL)
    return [
        ft.TextButton(
            said_of(visit_type, words.DROP),
            icon=ft.Icons.BLOCK,
            on_click=safe(ask_reason(ui.page, texts, drop)),
            style=ft.ButtonStyle(color=ft.Colors.ERROR),
            key="drop",
        )
    ]
