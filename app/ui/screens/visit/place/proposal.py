"""Proposing a school's position on the first visit: the register has none, and one stands there."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.state.ui import use_ui
from app.ui.texts.visit import place as words
from app.ui.theme import GAP
from app.ui.widgets.pieces import card, main_button, quiet, stack, title
from domain.kinds.visit.builder import State
from domain.place.presence import is_exact

if TYPE_CHECKING:
    from app.visits.records import VisitView


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
    spot, set_spot = ft.use_state("")
    is_other, set_other = ft.use_state(False)
    is_again, set_again = ft.use_state(False)
    made = view.visit.position_proposal
    if not may_propose(view):
        return ft.Container()
    if made is not None and not is_again:
        return below(proposed_card(made.reason, safe(lambda: set_again(lambda _old: True))))
    controller = ui.controller(view.visit.visit_id)

    async def propose() -> None:
        await controller.save(lambda: controller.visits.propose_position(controller.visit_id, spot))
        set_again(lambda _old: False)

    def choose(name: str, *, other: bool) -> Any:
        def chosen() -> None:
            set_other(lambda _old: other)
            set_spot(lambda _old: name)

        return safe(chosen)

    choices = [
        *(
            chip(each, not is_other and spot == each, choose(each, other=False))
            for each in words.SPOTS
        ),
        chip(words.OTHER_SPOT, is_other, choose("", other=True)),
    ]
    ask = main_button(words.PROPOSE, safe(propose), disabled=not spot.strip())
    own = [own_words(spot, set_spot)] if is_other else []
    return below(question(choices, own, ask))


def question(choices: list[ft.Control], own: list[ft.Control], ask: ft.Control) -> ft.Control:
    """Where exactly one stands: a few usual spots, or words of one's own."""
    return card(
        stack(
            [
                title(words.PROPOSE_TITLE),
                quiet(words.PROPOSE_HINT, 14),
                ft.Row([*choices], wrap=True, spacing=8, run_spacing=4),
                *own,
                ft.Row([ask]),
            ],
            12,
        )
    )


def own_words(spot: str, set_spot: Any) -> ft.Control:
    """A spot in words of one's own."""
    return ft.TextField(
        label=words.SPOT,
        hint_text=words.SPOT_HINT,
        value=spot,
        on_change=safe(lambda e: set_spot(e.control.value)),
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
