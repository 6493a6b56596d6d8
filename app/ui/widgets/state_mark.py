"""A visit's state as a small coloured word."""

import flet as ft

from app.ui.texts import labels
from app.ui.widgets.pieces import mark
from domain.kinds.visit.builder import State

TONE = {
    State.IN_PROGRESS: "look",
    State.SUBMITTED: "plain",
    State.RETURNED: "bad",
    State.APPROVED: "good",
    State.CANCELLED: "plain",
    State.MERGED: "plain",
}


def state_mark(state: State) -> ft.Control:
    """The state's word."""
    return mark(labels.STATE[state], TONE[state])
