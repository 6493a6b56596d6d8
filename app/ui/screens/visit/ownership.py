"""Says when a visit goes on elsewhere, and leads it back to this phone."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import say
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import ownership as words
from app.ui.widgets.pieces import notice, side_button
from domain.visit.custody import Hand
from domain.words.visit import said_of

if TYPE_CHECKING:
    from app.visits.records import VisitView


def hand_notice(ui: Ui, controller: VisitController, view: "VisitView") -> list[ft.Control]:
    """Nothing while this phone goes on with the visit; else who does, and the way back."""
    visit_type = view.visit.visit_type
    is_mine = view.visit.owner == ui.session.facts.account
    if view.hand is Hand.OTHER_PERSON and is_mine:
        return [notice(said_of(visit_type, words.OTHER_PERSON), icon=ft.Icons.PERSON_OUTLINE)]
    if view.hand is not Hand.OTHER_PHONE:
        return []

    async def take_back() -> None:
        await controller.save(lambda: controller.visits.take_over(controller.visit_id))
        say(words.TAKEN_BACK)

    return [
        notice(said_of(visit_type, words.OTHER_PHONE), icon=ft.Icons.PHONELINK_RING_OUTLINED),
        side_button(
            words.TAKE_BACK,
            ui.acts.tap(f"take back {controller.visit_id}", take_back),
            icon=ft.Icons.PHONE_ANDROID,
        ),
    ]
