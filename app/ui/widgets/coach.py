"""The card that leads through a first visit on the practice school, step by step."""

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe, say
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts.account import practice as words
from app.ui.widgets.confirm import confirm
from app.ui.widgets.pieces import card, side_button, stack, title
from app.visits.practice import SCHOOL, Step, next_step, steps_taken
from domain.visit.visit import Visit

if TYPE_CHECKING:
    from app.ui.state.visit_controller import VisitController

GUIDE, HIDDEN = "guide", "hidden"
SCHOOL_PAGE = f"/school/{SCHOOL}"
# Where each step is taken, below the visit's own page; and how the pages belonging to it begin.
PAGES = {
    Step.CHECK_IN: ("", ""),
    Step.CHECKLIST: ("checklist", "checklist"),
    Step.PHOTO: ("photos", "photo"),
    Step.FINDING: ("findings", "finding"),
    Step.SIGN: ("signatures", "sign"),
    Step.CHECK_OUT: ("", ""),
    Step.SUBMIT: ("submit", "submit"),
}


def coach(route: str) -> list[ft.Control]:
    """The card for the screen of this route: on a visit one practises, else nothing."""
    ui = use_ui()
    session, controller = ui.signed.session, ui.current_controller
    if session is None or not session.facts.is_practice or controller is None:
        return []
    here = f"/visit/{controller.visit_id}"
    if route != here and not route.startswith(f"{here}/"):
        return []
    return [CoachCard(controller, route.removeprefix(here).strip("/"), key="coach")]


@part
def CoachCard(controller: "VisitController", page: str) -> ft.Control:
    """What to do next and why; or what was learned."""
    ui = use_ui()
    preferences = ui.session.preferences
    state, _ = ft.use_state(controller.state)
    guide = use_loaded(lambda: preferences.get(GUIDE), preferences)
    if state.view is None or guide is None:
        return nothing()
    step = next_step(state.view.visit)
    if step is Step.DONE:
        return learned(ui) if not page else nothing()
    if guide == HIDDEN:
        show = safe(lambda: set_guide(ui, ""))
        return ft.TextButton(words.SHOW_GUIDE, on_click=show) if not page else nothing()
    visit = state.view.visit
    if is_place_of(step, page) or not page or is_taken_here(visit, page):
        return toned(step_lines(ui, visit, step, page))
    return nothing()


def nothing() -> ft.Control:
    """Nothing to show here."""
    return ft.Container(visible=False)


def toned(lines: list[ft.Control]) -> ft.Control:
    """A card in the colour of guidance."""
    return card(stack(lines, 10), tone=ft.Colors.SECONDARY_CONTAINER)


def said(text: str) -> ft.Text:
    """A sentence on the card."""
    return ft.Text(text, size=15, color=ft.Colors.ON_SECONDARY_CONTAINER)


def step_lines(ui: Ui, visit: Visit, step: Step, page: str) -> list[ft.Control]:
    """The step's number, what to do and why, and the way there."""
    here = f"/visit/{visit.visit_id}"
    name, why, go = words.STEPS[step]
    number = list(words.STEPS).index(step) + 1
    is_here = is_place_of(step, page)
    lines: list[ft.Control] = [
        title(words.step_title(number, len(words.STEPS), name)),
        said(why if is_here or not page else words.step_taken(name)),
    ]
    buttons: list[ft.Control] = []
    if not is_here:
        route = f"{here}/{PAGES[step][0]}".rstrip("/")
        buttons.append(ft.FilledButton(go, on_click=ui.go(route)))
    if step is Step.FINDING:
        buttons.append(ft.OutlinedButton(words.CLEAN, on_click=ui.go(f"{here}/signatures")))
    if not page:
        hide = safe(lambda: set_guide(ui, HIDDEN))
        buttons.append(ft.TextButton(words.HIDE_GUIDE, on_click=hide))
    return [*lines, ft.Row(buttons, wrap=True, spacing=8, run_spacing=8)] if buttons else lines


def is_place_of(step: Step, page: str) -> bool:
    """Whether the step is taken on this page."""
    _, begins = PAGES[step]
    return page.startswith(begins) if begins else not page


def is_taken_here(visit: Visit, page: str) -> bool:
    """Whether the page is that of a step which is taken."""
    taken = steps_taken(visit)
    mine = [step for step, (name, _) in PAGES.items() if name and is_place_of(step, page)]
    return any(taken.get(step, False) for step in mine)


async def set_guide(ui: Ui, value: str) -> None:
    """Show the guide from now on, or hide it."""
    await asyncio.to_thread(ui.session.preferences.put, GUIDE, value)
    ui.changes.number += 1


def learned(ui: Ui) -> ft.Control:
    """What was learned, and what one may do now."""
    return toned(
        [
            title(words.DONE_TITLE),
            *(said(f"· {each}") for each in words.LEARNED),
            ft.Row([ft.FilledButton(words.REAL, on_click=ui.go("/accounts/new"))]),
            ft.Row([side_button(words.AGAIN, ui.go(SCHOOL_PAGE)), clear_button(ui)], wrap=True),
        ]
    )


def clear_button(ui: Ui) -> ft.Control:
    """Forgets what was practised, after asking."""

    async def clear() -> None:
        assert ui.phone is not None, "the records are not open yet"  # noqa: S101
        await asyncio.to_thread(ui.phone.accounts.clear_practice)
        await ui.practise()
        say(words.CLEARED)

    ask: Any = confirm(ui.page, words.CLEAR, words.CLEAR_HINT, clear)
    return ft.TextButton(words.CLEAR, icon=ft.Icons.DELETE_OUTLINE, on_click=safe(ask))


@part
def PracticeStart() -> ft.Control:
    """On the practice account's month: how to begin, and how to end practising."""
    ui = use_ui()
    return toned(
        [
            title(words.START_TITLE),
            said(words.START_HINT),
            ft.Row(
                [
                    ft.FilledButton(words.START, on_click=ui.go(SCHOOL_PAGE)),
                    ft.OutlinedButton(words.REAL, on_click=ui.go("/accounts/new")),
                    clear_button(ui),
                ],
                wrap=True,
                spacing=8,
                run_spacing=8,
            ),
        ]
    )


def practice_start(ui: Ui) -> list[ft.Control]:
    """The card to begin practising with, on the practice account alone."""
    return [PracticeStart(key="practice")] if ui.session.facts.is_practice else []
