"""Proposing a school's position on the first visit: the register has none, and one stands there."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.state.ui import use_ui
from app.ui.texts.visit import place as words
from app.ui.theme import GAP
from app.ui.widgets.draft_field import use_note
from app.ui.widgets.pieces import card, main_button, quiet, stack, title
from app.ui.widgets.text_box import Look, following, text_box
from domain.kinds.visit.builder import State
from domain.place.presence import is_exact

if TYPE_CHECKING:
    from app.visits.records import VisitView

SPOT = "spot"


def may_propose(view: "VisitView") -> bool:
    """Whether the school has no position, and the check-in knows exactly where it was."""
    arrived, visit = view.visit.check_in, view.visit
    is_open = visit.state is State.IN_PROGRESS or visit.is_amending
    is_placed = view.school is None or view.school.circle is not None
    fix = arrived.fix if arrived else None
    return is_open and not is_placed and fix is not None and is_exact(fix)


@part
def Proposal(view: "VisitView") -> ft.Control:
    """Asks where exactly one stands; or says what was proposed. Nothing where there is no need."""
    ui = use_ui()
    controller = ui.controller(view.visit.visit_id)
    own = use_note(controller, SPOT)
    spot, set_spot = ft.use_state("")
    is_other, set_other = ft.use_state(bool(own.text))
    is_again, set_again = ft.use_state(False)
    made = view.visit.position_proposal
    if not may_propose(view):
        return ft.Container()
    if made is not None and not is_again:
        return below(proposed_card(made.reason, safe(lambda: set_again(lambda _old: True))))

    def where() -> str:
        return own.text if is_other else spot

    async def propose() -> None:
        said = where()
        act = controller.visits.propose_position
        await controller.save_for([SPOT], lambda: act(controller.visit_id, said))
        set_again(lambda _old: False)

    propose_it = ui.acts.tap(f"propose {controller.visit_id}", propose)

    def choose(name: str, *, other: bool) -> Any:
        def chosen() -> None:
            set_other(lambda _old: other)
            set_spot(lambda _old: name)

        return safe(chosen)

    def ask() -> ft.Control:
        is_blank = not where().strip()
        return ft.Row([main_button(words.PROPOSE, propose_it, disabled=is_blank)])

    choices = [
        *(
            chip(each, not is_other and spot == each, choose(each, other=False))
            for each in words.SPOTS
        ),
        chip(words.OTHER_SPOT, is_other, choose("", other=True)),
    ]
    field = [text_box(own, Look(words.SPOT, words.SPOT_HINT))] if is_other else []
    return below(question(choices, field, following(own.heard, ask)))


def question(choices: list[ft.Control], own: list[ft.Control], ask: ft.Control) -> ft.Control:
    """Where exactly one stands: a few usual spots, or words of one's own."""
    return card(
        stack(
            [
                title(words.PROPOSE_TITLE),
                quiet(words.PROPOSE_HINT, 14),
                ft.Row([*choices], wrap=True, spacing=8, run_spacing=4),
                *own,
                ask,
            ],
            12,
        )
    )


def below(shown: ft.Control) -> ft.Control:
    """The card with its distance from the one above."""
    return ft.Container(shown, padding=ft.Padding(top=GAP))


def chip(name: str, is_chosen: bool, choose: Any) -> ft.Control:
    """One spot to choose."""
    return ft.Chip(
        label=ft.Text(name),
        selected=is_chosen,
        show_checkmark=is_chosen,
        on_select=choose,
        key=f"spot-{name}",
    )


def proposed_card(where: str, again: Any) -> ft.Control:
    """What was proposed, to be confirmed by the office."""
    return card(
        ft.Row(
            [
                ft.Icon(ft.Icons.ADD_LOCATION_ALT_OUTLINED, color=ft.Colors.PRIMARY),
                ft.Container(quiet(words.proposed(where), 14), expand=True),
                ft.TextButton(words.PROPOSE_AGAIN, on_click=again),
            ],
            spacing=10,
        )
    )
