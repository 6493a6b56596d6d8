"""Arriving and leaving: the position with its accuracy, in words; it never stands in the way."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.day.next_stop import NextStop
from app.ui.screens.visit.place.later import LaterPlace, may_add
from app.ui.screens.visit.place.proposal import Proposal
from app.ui.screens.visit.place.sketch import sketch
from app.ui.state.check_in_flow import CheckInFlow, Stage
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.units import noun
from app.ui.texts.visit import place as words
from app.ui.theme import EDGE, GAP, TAP_DP
from app.ui.widgets.confirm import ask_reason
from app.ui.widgets.draft_field import use_note
from app.ui.widgets.frame import side_padding
from app.ui.widgets.pieces import (
    card,
    main_button,
    named,
    notice,
    progress_bar,
    quiet,
    side_button,
    stack,
    title,
)
from app.ui.widgets.sketch_plane import fitting
from app.ui.widgets.text_box import Look, text_box
from app.ui.widgets.when import time_text
from domain.kinds.visit.place import PlaceMark
from domain.place.presence import Circle, Fix, Presence, distance_m, presence

if TYPE_CHECKING:
    from app.visits.records import VisitView

TONE = {
    Presence.INSIDE: (ft.Icons.PLACE, ft.Colors.PRIMARY),
    Presence.OUTSIDE: (ft.Icons.WRONG_LOCATION_OUTLINED, ft.Colors.TERTIARY),
    Presence.CANNOT_TELL: (ft.Icons.LOCATION_SEARCHING, ft.Colors.TERTIARY),
}
TIME_ALONE = (ft.Icons.SCHEDULE, ft.Colors.PRIMARY)
SKETCH_HEIGHT = 190.0


@part
def PlaceCard(controller: VisitController, view: "VisitView", is_leaving: bool) -> ft.Control:
    """The check-in, or the check-out once there is a check-in."""
    ui = use_ui()
    flow = ui.check_in_flow(controller, is_leaving=is_leaving)
    state, set_state = ft.use_state(flow.state)
    if state is not flow.state:
        set_state(lambda _old: flow.state)
    mark = view.visit.check_out if is_leaving else view.visit.check_in
    if mark is not None and (flow.state.stage is Stage.READY or not is_leaving):
        return DonePlace(flow, view, mark, key="done")
    return under_way(ui, controller, view, flow)


def under_way(
    ui: Ui, controller: VisitController, view: "VisitView", flow: CheckInFlow
) -> ft.Control:
    """An arrival or a leaving that is not recorded yet."""
    stage, what = flow.state.stage, noun(flow.school)
    if stage is Stage.LOCATING:
        return locating_card(ui, flow, what)
    if stage is Stage.REVIEW and flow.fix is not None:
        return ReviewPlace(controller, flow, what, key="review")
    if stage is Stage.TROUBLE:
        return trouble_card(ui, controller, flow)
    return ready_card(flow, what) if view.rule.wants_place else time_card(ui, flow, what)


def ready_card(flow: CheckInFlow, what: str) -> ft.Control:
    """Not yet there."""
    if flow.is_leaving:
        button: ft.Control = side_button(words.CHECK_OUT, safe(flow.locate), icon=ft.Icons.LOGOUT)
        return card(stack([quiet(words.CHECK_OUT_HINT), button], 12))
    button = main_button(words.CHECK_IN, safe(flow.locate), icon=ft.Icons.MY_LOCATION)
    return card(stack([quiet(words.check_in_hint(what)), ft.Row([button])], 12))


def time_card(ui: Ui, flow: CheckInFlow, what: str) -> ft.Control:
    """Not yet there, in a district that wants no place: one tap records the time alone."""
    icon = ft.Icons.LOGOUT if flow.is_leaving else ft.Icons.SCHEDULE
    mark_it = ui.acts.tap(f"{flow.way} {flow.controller.visit_id}", flow.sign_time)
    if flow.is_leaving:
        button: ft.Control = side_button(words.CHECK_OUT, mark_it, icon=icon)
        return card(stack([quiet(words.CHECK_OUT_HINT), button], 12))
    hint = quiet(words.check_in_time_hint(what))
    return card(stack([hint, ft.Row([main_button(words.CHECK_IN, mark_it, icon=icon)])], 12))


def locating_card(ui: Ui, flow: CheckInFlow, what: str) -> ft.Control:
    """What the phone knows while it looks for a better position."""
    fix, circle = flow.fix, flow.circle
    known = [*sketched(circle, fix, what), *said_of(fix, circle, what)] if fix else []
    take = main_button(words.TAKE, safe(flow.take), icon=ft.Icons.CHECK, disabled=fix is None)
    return card(
        stack(
            [
                title(words.LOCATING),
                progress_bar(None, words.LOCATING),
                *(known or [quiet(words.NO_FIX_YET, 14)]),
                quiet(words.LOCATING_HINT),
                ft.Row([take]),
                side_button(words.WITHOUT_FIX, safe(without_fix(ui, flow))),
            ],
            12,
        )
    )


@part
def ReviewPlace(controller: VisitController, flow: CheckInFlow, what: str) -> ft.Control:
    """A position that does not put the phone at the school: sign all the same, or try again."""
    ui = use_ui()
    way = flow.way
    reason = use_note(controller, f"reason.{way}")
    fix, circle = flow.fix, flow.circle
    if fix is None:
        return ready_card(flow, what)
    sign_it = ui.acts.tap(f"{way} {controller.visit_id}", lambda: flow.sign(reason.text))
    anyway = words.LEAVE_ANYWAY if flow.is_leaving else words.ANYWAY
    return card(
        stack(
            [
                *sketched(circle, fix, what),
                *said_of(fix, circle, what),
                quiet(words.REVIEW_HINT),
                text_box(reason, Look(words.REASON_OPTIONAL, words.REASON_HINT)),
                ft.Row([main_button(anyway, sign_it)]),
                again_button(flow),
                *by_hand_button(ui, controller, flow),
            ],
            12,
        )
    )


def trouble_card(ui: Ui, controller: VisitController, flow: CheckInFlow) -> ft.Control:
    """No position came: try again, sign without one, or set the place by hand."""
    trouble = flow.state.trouble
    said = words.trouble(trouble, is_web=ui.device.is_web) if trouble else ""
    may_be_set = trouble in words.MAY_BE_SET and not ui.device.is_web
    settings = side_button(
        words.SETTINGS, safe(flow.open_settings), icon=ft.Icons.SETTINGS_OUTLINED
    )
    again = main_button(words.TRY_AGAIN, safe(flow.locate), icon=ft.Icons.MY_LOCATION)
    return card(
        stack(
            [
                title(words.WITHOUT_FIX_TITLE),
                notice(said, icon=ft.Icons.LOCATION_OFF_OUTLINED),
                *([settings] if may_be_set else []),
                ft.Row([again]),
                side_button(words.WITHOUT_FIX, safe(without_fix(ui, flow))),
                *by_hand_button(ui, controller, flow),
            ],
            12,
        )
    )


def again_button(flow: CheckInFlow) -> ft.Control:
    """Look for a position once more."""
    return side_button(words.TRY_AGAIN, safe(flow.locate), icon=ft.Icons.MY_LOCATION)


def by_hand_button(ui: Ui, controller: VisitController, flow: CheckInFlow) -> list[ft.Control]:
    """The way to setting the place by hand; only where the school's own place is known."""
    if flow.circle is None:
        return []
    page = ui.go(f"/visit/{controller.visit_id}/by-hand/{flow.way}")
    return [ft.TextButton(words.BY_HAND, icon=ft.Icons.EDIT_LOCATION_OUTLINED, on_click=page)]


def without_fix(ui: Ui, flow: CheckInFlow) -> Callable[[], None]:
    """Asks why there is no position, and signs without one."""
    act: Callable[[str], Awaitable[None]] = flow.sign_without
    texts = (words.WITHOUT_FIX_TITLE, words.REASON_HINT, words.REASON, words.WITHOUT_FIX)
    return ask_reason(ui.page, texts, act)


@part
def DonePlace(flow: CheckInFlow, view: "VisitView", mark: PlaceMark) -> ft.Control:
    """When and where; leaving may be marked once more, and then the next stop is offered."""
    is_shown, set_shown = ft.use_state(False)
    is_leaving, what = flow.is_leaving, noun(flow.school)
    head, line = place_words(view, mark, is_leaving=is_leaving)
    icon, colour = TONE[mark.claimed] if is_placed(view, mark) else TIME_ALONE
    said: list[ft.Control] = [title(head), quiet(line, 14)]
    if is_leaving and view.assessment.dwell_s is not None:
        said.append(quiet(words.dwell(view.assessment.dwell_s, what), 14))
    row: list[ft.Control] = [
        ft.Icon(icon, color=colour, size=28),
        ft.Column(said, spacing=3, expand=True),
    ]
    if mark.fix is not None and mark.circle is not None and not is_leaving:
        hint = words.HIDE_SKETCH if is_shown else words.SHOW_SKETCH
        toggle = safe(lambda: set_shown(lambda old: not old))
        row.append(small_button(ft.Icons.MAP_OUTLINED, hint, toggle))
    if is_leaving:
        again = flow.locate if view.rule.wants_place else flow.sign_time
        row.append(small_button(ft.Icons.REFRESH, words.CHECK_OUT_AGAIN, safe(again)))
    drawn = sketched(mark.circle, mark.fix, what) if is_shown else []
    later = [] if is_leaving else added_later(flow, view, view.visit.school_id)
    done = card(stack([ft.Row(row, spacing=10), *drawn, *later], 12))
    after = NextStop(GAP, key="next") if is_leaving else Proposal(view, key="proposal")
    return stack([done, after], 0)


def added_later(flow: CheckInFlow, view: "VisitView", school_id: str) -> list[ft.Control]:
    """The place that was added later at a unit, told apart from the arrival's; and the way to one.

    It is offered where the arrival's own place does not tell, and one stands there now.
    """
    shown: list[ft.Control] = []
    mark = view.visit.place_added_at(school_id)
    if mark is not None:
        head, line = added_words(mark, noun(flow.school))
        shown.append(stack([title(head), quiet(line, 14)], 3))
    if may_add(view, school_id):
        shown.append(LaterPlace(flow, view, key=f"later-{school_id}"))
    return shown


def small_button(icon: ft.IconData, name: str, act: Any) -> ft.Control:
    """An icon's button, as large as a thumb."""
    return named(ft.IconButton(icon, tooltip=name, on_click=act, width=TAP_DP, height=TAP_DP))


def sketched(circle: Circle | None, fix: Fix | None, what: str) -> list[ft.Control]:
    """The sketch, as wide as the card; nothing to draw without a position of either."""
    if circle is None and fix is None:
        return []
    width = max(200.0, float(ft.context.page.width or 360) - 2 * (side_padding() + EDGE))
    where = f"{words.sketch(circle, what)}{words.phone_at(found(fix, circle, what)) if fix else ''}"
    drawn = sketch(fitting(circle, fix, width, SKETCH_HEIGHT), circle, fix, where)
    return [ft.Row([drawn], alignment=ft.MainAxisAlignment.CENTER)]


def found(fix: Fix, circle: Circle | None, what: str) -> str:
    """Where a fix puts the phone, in words."""
    metres = distance_m(fix, circle) if circle else None
    return words.presence(presence(fix, circle), metres, None, what)


def said_of(fix: Fix, circle: Circle | None, what: str) -> list[ft.Control]:
    """What a fix says, how exact and old it is, and why it does not tell, if it does not."""
    doubt = words.doubt(fix, circle, what)
    quality = quiet(words.quality(fix.accuracy_m, fix.age_s), 14)
    if circle is None:
        return [title(doubt), quality]
    return [title(found(fix, circle, what)), quality, *([quiet(doubt, 14)] if doubt else [])]


def is_placed(view: "VisitView", mark: PlaceMark) -> bool:
    """Whether a mark says where it was, or should have said it."""
    return mark.fix is not None or view.rule.wants_place


def place_words(
    view: "VisitView", mark: PlaceMark, *, is_leaving: bool, unit: str = ""
) -> tuple[str, str]:
    """When it was, and what the position says; ``unit`` is a further unit of the visit."""
    first = view.school_left if is_leaving else view.school
    what = noun(view.unit_schools.get(unit) if unit else first)
    done = words.CHECKED_OUT if is_leaving else words.CHECKED_IN
    head = f"{done} {time_text(mark.stamp.at)}"
    if mark.fix is None:
        return head, words.by_hand(mark.reason) if view.rule.wants_place else words.TIME_ALONE
    return head, words.marked(told(mark, mark.fix, what), mark.reason)


def added_words(mark: PlaceMark, what: str) -> tuple[str, str]:
    """When a place was added, and what it says."""
    said = told(mark, mark.fix, what) if mark.fix else words.by_hand("")
    return f"{words.ADDED} {time_text(mark.stamp.at)}", words.added(said)


def told(mark: PlaceMark, fix: Fix, what: str) -> str:
    """What the position of a mark says."""
    metres = distance_m(fix, mark.circle) if mark.circle else None
    if fix.source == "manual":
        return words.set_by_hand(metres, what)
    if mark.circle is None and not fix.is_mocked:
        return words.only_noted(fix.accuracy_m, what)
    return words.presence(mark.claimed, metres, fix.accuracy_m, what)
