"""A 回访: arrive, look at one finding or several, and hand in what was seen."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import say
from app.ui.screens.visit.drop import drop_button
from app.ui.screens.visit.follow_ups.list import finding_card
from app.ui.screens.visit.office import office_words
from app.ui.screens.visit.ownership import hand_notice
from app.ui.screens.visit.place.place import PlaceCard
from app.ui.state.acts import Tap
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import follow_up_alone as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import heading, main_button, mark, notice, quiet, stack
from app.ui.widgets.rule_row import rule_row

if TYPE_CHECKING:
    from app.visits.records import VisitView


def follow_up_hub(ui: Ui, controller: VisitController, view: "VisitView") -> ft.View:
    """The whole of a 回访 on one page."""
    visit = view.visit
    name = view.school.name if view.school else visit_words.UNKNOWN_SCHOOL
    amending = [notice(words.AMENDING)] if visit.is_amending else []
    cards = [finding_card(ui, controller, view, each) for each in view.to_follow]
    return screen(
        name,
        [
            *amending,
            *hand_notice(ui, controller, view),
            *office_words(view.office),
            quiet(words.HINT, 14),
            *arrival(ui, controller, view),
            heading(words.WHICH),
            *cards,
            *drop_button(ui, controller, view),
        ],
        subtitle=labels.VISIT_TYPE[visit.visit_type],
        actions=[mark(labels.STATE[visit.state], "look"), ft.Container(width=12)],
        bottom=hand_in(ui, controller, view),
    )


def arrival(ui: Ui, controller: VisitController, view: "VisitView") -> list[ft.Control]:
    """The arrival, for which nothing waits; before it, what is recorded of it and why."""
    asked = rule_row(ui, view.rule, f"/visit/{view.visit.visit_id}/privacy")
    card = PlaceCard(controller, view, is_leaving=False, key="arrive")
    return [card] if view.visit.check_in else [asked, card]


def hand_in(ui: Ui, controller: VisitController, view: "VisitView") -> ft.Control:
    """The one button; a form that is still open is settled first."""
    button = main_button(words.SUBMIT, _submission(ui, controller, view), icon=ft.Icons.SEND)
    is_ready = bool(view.visit.follow_ups) or any(
        each.startswith("follow_up.") for each in controller.state.drafts
    )
    # One line always, or the button would be another when it is about to be tapped.
    return stack([quiet(words.READY if is_ready else words.NEEDS_RESULT), ft.Row([button])])


def _submission(ui: Ui, controller: VisitController, view: "VisitView") -> Tap:
    async def submit() -> object:
        await controller.settle_all()
        await controller.save(lambda: controller.visits.submit_follow_up(controller.visit_id))
        say(words.PRACTISED if view.visit.is_practice else words.SUBMITTED)
        await ui.page.push_route(f"/visit/{controller.visit_id}")
        return None

    return ui.acts.tap(f"submit {controller.visit_id}", submit)
