"""A visit that was handed in: everything to read, and amending or cancelling with a reason."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import safe
from app.ui.screens.day.next_stop import after_visit
from app.ui.screens.visit.entry_rows import visit_name
from app.ui.screens.visit.office import office_words
from app.ui.screens.visit.ownership import hand_notice
from app.ui.screens.visit.record.evidence import everything, signatures
from app.ui.screens.visit.type_sizes import IN_HAND
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import follow_up_alone as alone_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.confirm import ask_reason
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, main_button, notice, quiet, side_button, stack
from app.ui.widgets.safe_mark import safe_mark
from app.ui.widgets.state_mark import state_mark
from app.ui.widgets.when import when
from domain.kinds.visit.builder import ENDED, State
from domain.visit.visit import COUNTED
from domain.words.flags import sentence_to_writer
from domain.words.visit import said_of

if TYPE_CHECKING:
    from app.visits.records import VisitView


STANDING = {
    State.RETURNED: (words.RETURNED_NOTICE, "bad", ft.Icons.UNDO),
    State.CANCELLED: (words.CANCELLED_NOTICE, "plain", ft.Icons.BLOCK),
    State.MERGED: (words.MERGED_NOTICE, "plain", ft.Icons.MERGE),
    State.APPROVED: (words.APPROVED_NOTICE, "good", ft.Icons.VERIFIED_OUTLINED),
}


def record_screen(ui: Ui, controller: VisitController, view: "VisitView") -> ft.View:
    """The record as it stands."""
    visit = view.visit
    return screen(
        visit_name(view),
        [
            *standing(view),
            *after_visit(ui, view),
            *hand_notice(ui, controller, view),
            *office_words(view.office),
            *counted(view),
            *flags(view),
            heading(words.RECORDED),
            *([] if visit.is_practice else [safe_mark(view.is_unsent, view.photos_unsent)]),
            *everything(ui, controller, view, IN_HAND),
            *signatures(view, IN_HAND),
            *amendments(view),
        ],
        subtitle=f"{view.assessment.visit_on} · {labels.VISIT_TYPE[visit.visit_type]}",
        actions=[state_mark(state_of(view)), ft.Container(width=12)],
        bottom=buttons(ui, controller, view),
    )


def state_of(view: "VisitView") -> State:
    """The state, also as the office has moved it on."""
    office = view.office
    if office is not None and view.is_office_ahead:
        return office.state
    return view.visit.state


def standing(view: "VisitView") -> list[ft.Control]:
    """What the state asks for."""
    state, visit = state_of(view), view.visit
    if state not in STANDING:
        return []
    text, tone, icon = STANDING[state]
    said = said_of(visit.visit_type, text)
    if state in ENDED:
        said = words.ended(said, visit.end_reason)
    return [notice(said, tone, icon)]


def counted(view: "VisitView") -> list[ft.Control]:
    """In which month the visit counts, or why it does not."""
    office, state = view.office, state_of(view)
    if view.visit.is_practice:
        return [notice(words.NOT_COUNTED_PRACTICE, "plain", ft.Icons.SCHOOL_OUTLINED)]
    if state not in COUNTED:
        return []  # Why stands on top already.
    if view.visit.is_follow_up:
        return [notice(alone_words.COUNTED, "plain", ft.Icons.FACT_CHECK_OUTLINED)]
    month = office.month if office else view.assessment.month
    said = words.counted(month, is_told=office is not None)
    return [notice(said, "plain", ft.Icons.EVENT_AVAILABLE_OUTLINED)]


def flags(view: "VisitView") -> list[ft.Control]:
    """Every flag in a sentence."""
    if not view.flags:
        return []
    lines = [ft.Text(f"· {sentence_to_writer(flag)}", size=14) for flag in view.flags]
    return [heading(words.FLAGS), card(stack(lines, 6))]


def amendments(view: "VisitView") -> list[ft.Control]:
    """When it was changed after it was handed in, and why."""
    found = view.visit.amendments
    if not found:
        return []
    lines = [quiet(words.amended(when(each.stamp.at), each.reason), 14) for each in found]
    return [heading(words.AMENDED), card(stack(lines, 6))]


def buttons(ui: Ui, controller: VisitController, view: "VisitView") -> ft.Control | None:
    """Amend and cancel, each with a reason."""
    if state_of(view) in ENDED:
        return None

    async def amend(reason: str) -> None:
        await controller.save(lambda: controller.visits.amend(controller.visit_id, reason))

    async def cancel(reason: str) -> None:
        await controller.save(lambda: controller.visits.cancel(controller.visit_id, reason))

    amend_title, cancel_title = (
        said_of(view.visit.visit_type, each) for each in (words.AMEND_TITLE, words.CANCEL_TITLE)
    )
    amend_texts = (amend_title, words.AMEND_HINT, words.AMEND_REASON, words.AMEND)
    cancel_texts = (cancel_title, words.CANCEL_HINT, words.CANCEL_REASON, words.CANCEL)
    return ft.Row(
        [
            side_button(words.CANCEL, safe(ask_reason(ui.page, cancel_texts, cancel))),
            main_button(
                words.AMEND, safe(ask_reason(ui.page, amend_texts, amend)), icon=ft.Icons.EDIT
            ),
        ],
        spacing=12,
    )
