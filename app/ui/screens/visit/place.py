"""Arriving and leaving: the position with its accuracy, in words; it never stands in the way."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.device.locating import Located
from app.ui.desk import Desk
from app.ui.guard import part, safe
from app.ui.parts.confirm import ask_reason
from app.ui.parts.pieces import (
    card,
    main_button,
    notice,
    quiet,
    side_button,
    stack,
    title,
    waiting,
)
from app.ui.parts.when import time_text
from app.ui.state import use_ui
from app.ui.texts import visit as words
from domain.place import Presence, distance_m
from domain.visit import PlaceMark

if TYPE_CHECKING:
    from app.visits.records import VisitView

TONE = {
    Presence.INSIDE: (ft.Icons.PLACE, ft.Colors.PRIMARY),
    Presence.OUTSIDE: (ft.Icons.WRONG_LOCATION_OUTLINED, ft.Colors.TERTIARY),
    Presence.CANNOT_TELL: (ft.Icons.LOCATION_SEARCHING, ft.Colors.TERTIARY),
}


@part
def PlaceCard(desk: Desk, view: "VisitView", is_leaving: bool) -> ft.Control:
    """The check-in, or the check-out once there is a check-in."""
    ui = use_ui()
    is_locating, set_locating = ft.use_state(False)
    trouble, set_trouble = ft.use_state(None)
    visit = view.visit
    act = desk.visits.check_out if is_leaving else desk.visits.check_in

    async def mark_place(located: Located, reason: str = "") -> None:
        await desk.save(lambda: act(desk.visit_id, located.fix, reason))
        set_trouble(lambda _old: None)

    async def locate() -> None:
        set_locating(True)
        try:
            located = await ui.device.locator.locate()
        finally:
            set_locating(False)
        if located.fix is None:
            set_trouble(lambda _old: located.trouble)
        else:
            await mark_place(located)

    async def without_fix() -> None:
        async def by_hand(reason: str) -> None:
            await mark_place(Located(None), reason)

        texts = (words.WITHOUT_FIX_TITLE, words.REASON_HINT, words.REASON, words.WITHOUT_FIX)
        ask_reason(ui.page, texts, by_hand)()

    mark = visit.check_out if is_leaving else visit.check_in
    if is_locating:
        return card(waiting(words.LOCATING))
    if mark is not None and trouble is None:
        return done_card(view, mark, safe(locate) if is_leaving else None)
    return todo_card(is_leaving, trouble, safe(locate), safe(without_fix))


def todo_card(is_leaving: bool, trouble: Any, locate: Any, without_fix: Any) -> ft.Control:
    """Not yet there, or no position came: try again, or sign without one."""
    if trouble is not None:
        return card(
            stack(
                [
                    title(words.WITHOUT_FIX_TITLE),
                    notice(words.TROUBLE[trouble], icon=ft.Icons.LOCATION_OFF_OUTLINED),
                    ft.Row([main_button(words.TRY_AGAIN, locate, icon=ft.Icons.MY_LOCATION)]),
                    side_button(words.WITHOUT_FIX, without_fix),
                ],
                12,
            )
        )
    name = words.CHECK_OUT if is_leaving else words.CHECK_IN
    hint = words.CHECK_OUT_HINT if is_leaving else words.CHECK_IN_HINT
    icon = ft.Icons.LOGOUT if is_leaving else ft.Icons.MY_LOCATION
    button = (
        side_button(name, locate, icon=icon)
        if is_leaving
        else ft.Row([main_button(name, locate, icon=icon)])
    )
    return card(stack([quiet(hint), button], 12))


def done_card(view: "VisitView", mark: PlaceMark, again: Any) -> ft.Control:
    """When and where; leaving may be marked once more."""
    head, line = place_words(mark, is_leaving=again is not None)
    icon, colour = TONE[mark.claimed]
    said: list[ft.Control] = [title(head), quiet(line, 14)]
    if again is not None and view.assessment.dwell_s is not None:
        said.append(quiet(words.dwell(view.assessment.dwell_s), 14))
    row: list[ft.Control] = [
        ft.Icon(icon, color=colour, size=28),
        ft.Column(said, spacing=3, expand=True),
    ]
    if again is not None:
        row.append(ft.IconButton(ft.Icons.REFRESH, tooltip=words.CHECK_OUT_AGAIN, on_click=again))
    return card(ft.Row(row, spacing=14))


def place_words(mark: PlaceMark, *, is_leaving: bool) -> tuple[str, str]:
    """When it was, and what the position says."""
    done = words.CHECKED_OUT if is_leaving else words.CHECKED_IN
    head = f"{done} {time_text(mark.stamp.at)}"
    if mark.fix is None:
        return head, words.by_hand(mark.reason)
    metres = distance_m(mark.fix, mark.circle) if mark.circle else None
    return head, words.presence(mark.claimed, metres, mark.fix.accuracy_m)
