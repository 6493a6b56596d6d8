"""A place added later: where the phone is now, for a check-in whose own position does not tell."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import part, safe, say
from app.ui.state.check_in_flow import CheckInFlow
from app.ui.state.ui import use_ui
from app.ui.texts.visit import place as words
from app.ui.widgets.pieces import progress_bar, quiet, side_button, stack
from domain.kinds.visit.builder import State
from domain.kinds.visit.place import is_untold

if TYPE_CHECKING:
    from app.visits.records import VisitView


def may_add(view: "VisitView", school_id: str) -> bool:
    """Whether the visit is open, a place is wanted, one stands at this unit, and none tells."""
    visit = view.visit
    if visit.unit_now != school_id:
        return False
    arrived, added = visit.arrival_at(school_id), visit.place_added_at(school_id)
    is_open = visit.state is State.IN_PROGRESS or visit.is_amending
    is_asked = is_open and view.rule.wants_place
    marks = [mark for mark in (arrived, added) if mark is not None]
    return is_asked and arrived is not None and all(is_untold(mark) for mark in marks)


@part
def LaterPlace(flow: CheckInFlow, view: "VisitView") -> ft.Control:
    """Offers to look for a position now; nothing that the check-in says changes by it."""
    ui = use_ui()
    is_busy, set_busy = ft.use_state(False)

    async def add() -> None:
        set_busy(lambda _old: True)
        try:
            trouble = await flow.add_later()
        finally:
            set_busy(lambda _old: False)
        if trouble is not None:
            say(words.trouble(trouble, is_web=ui.device.is_web))

    arrived = view.visit.arrival_at(view.visit.unit_now)
    has_fix = arrived is not None and arrived.fix is not None
    hint = words.ADD_HINT_UNTOLD if has_fix else words.ADD_HINT_NONE
    if is_busy:
        return stack([quiet(words.LOCATING, 14), progress_bar(None, words.LOCATING)], 8)
    button = side_button(words.ADD, safe(add), icon=ft.Icons.ADD_LOCATION_ALT_OUTLINED)
    return stack([quiet(hint, 14), button], 8)
