"""Before handing in: what was recorded, what is thin and where to mend it, and the conclusion."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import flet as ft

from app.ui.guard import Handler, page, safe, say
from app.ui.screens.visit.completeness import said_thin
from app.ui.screens.visit.entry_rows import summary
from app.ui.screens.visit.place.place import PlaceCard
from app.ui.state.acts import GIVEN_UP, Act
from app.ui.state.check_in_flow import CheckInFlow, Stage
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import visit as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, main_button, quiet, side_button, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.builder import State
from domain.visit.visit import Visit

Busy = Callable[[Act], Awaitable[object]]


@page
def SubmitScreen() -> ft.View:
    """The last look; while the phone looks where one leaves, nothing but that."""
    ui = use_ui()
    controller, view = use_visit()
    flow = ui.check_in_flow(controller, is_leaving=True)
    ft.use_state(flow.state)
    chosen, set_chosen = ft.use_state(Chosen())
    is_busy, set_busy = ft.use_state(False)
    if view is None:
        return not_there(controller)
    has_findings = bool(view.visit.findings)
    is_clean = chosen.stands_for(view.visit)
    handing_in = HandingIn(ui, controller, flow, is_clean and not has_findings)

    async def busy(act: Act) -> object:
        set_busy(True)
        try:
            return await act()
        finally:
            set_busy(False)

    is_at_rest = flow.state.stage is Stage.READY
    has_result = has_findings or is_clean
    answer = safe(lambda e: set_chosen(Chosen(is_on(e))))
    asked = [] if has_findings else [conclusion(view.visit, is_clean, answer)]
    last_look = [
        *said_thin(ui, view, controller.state.drafts),
        heading(words.SUBMIT_SUMMARY),
        summary(ui, view),
        *asked,
    ]
    leaving = [PlaceCard(controller, view, is_leaving=True, key="leave")]
    ready = has_result and is_at_rest and not is_busy
    hint = [] if has_result else [quiet(words.NEEDS_RESULT)]
    return screen(
        words.SUBMIT_TITLE,
        last_look if is_at_rest else leaving,
        bottom=stack([*hint, *ends(handing_in, view.visit, busy, is_ready=ready)]),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was said here of a visit without problems; None: nothing yet."""

    is_clean: bool | None = None

    def stands_for(self, visit: Visit) -> bool:
        """What was said here, else what was said when the visit was handed in before."""
        return visit.says_no_problem if self.is_clean is None else self.is_clean


@dataclass(frozen=True, slots=True)
class HandingIn:
    """The acts that end a visit: handing in, and leaving before that."""

    ui: Ui
    controller: VisitController
    flow: CheckInFlow
    has_no_problem: bool

    async def submit(self) -> object:
        """Hand the visit in as it stands, with all that was typed."""
        controller, visits = self.controller, self.controller.visits
        await controller.settle_all()
        submit, said = visits.submit, self.has_no_problem
        visit = await controller.save(lambda: submit(controller.visit_id, said))
        say(words.PRACTISED if visit.is_practice else words.SUBMITTED)
        await self.ui.page.push_route(f"/visit/{controller.visit_id}")
        return None

    async def leave_and_submit(self) -> object:
        """Record the leaving, then hand in; where the phone does not know where it is, ask first.

        Whoever decides then how the leaving is recorded hands in by a tap of its own.
        """
        await self.flow.begin()
        view = self.controller.state.view
        if view is None or view.visit.check_out is None:
            return GIVEN_UP
        return await self.submit()


def is_to_leave(visit: Visit) -> bool:
    """Whether one arrived and has not left: leaving goes with handing in."""
    is_open = visit.state is State.IN_PROGRESS
    return is_open and visit.check_in is not None and visit.check_out is None


def ends(handing_in: HandingIn, visit: Visit, busy: Busy, *, is_ready: bool) -> list[ft.Control]:
    """The button that hands in, and where one has not left yet, the one that leaves before it."""
    ui, name = handing_in.ui, words.SUBMIT_AGAIN if visit.is_amending else words.SUBMIT
    submit = ui.acts.tap(f"submit {visit.visit_id}", lambda: busy(handing_in.submit))
    if not is_to_leave(visit):
        button = main_button(name, submit, icon=ft.Icons.SEND, disabled=not is_ready)
        return [ft.Row([button])]
    leave = ui.acts.tap(f"leave {visit.visit_id}", lambda: busy(handing_in.leave_and_submit))
    only = side_button(words.ONLY_SUBMIT, submit, disabled=not is_ready)
    both = main_button(words.LEAVE_AND_SUBMIT, leave, icon=ft.Icons.SEND, disabled=not is_ready)
    return [
        quiet(words.leave_first(is_placed=handing_in.flow.wants_place)),
        ft.Row([only, both], spacing=12),
    ]


def conclusion(visit: Visit, is_clean: bool, change: Handler) -> ft.Control:
    """Whether really nothing was found, asked where nothing was recorded."""
    box = ft.Checkbox(label=words.SUBMIT_NO_PROBLEM, value=is_clean, on_change=change)
    is_answered = visit.says_no_problem and is_clean
    hint = words.SUBMIT_STILL_NO_PROBLEM_HINT if is_answered else words.SUBMIT_NO_PROBLEM_HINT
    return card(stack([box, quiet(hint)], 4))


def is_on(event: ft.Event[ft.Checkbox]) -> bool:
    """What a box says that was tapped."""
    return bool(event.control.value)
