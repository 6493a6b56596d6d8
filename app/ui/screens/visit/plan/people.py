"""Colleagues who come along on a visit; searched where there are many."""

from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.state.ui import use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import plan as words
from app.ui.widgets.pieces import card, quiet, stack
from app.ui.widgets.search_field import search_field
from domain.visit.visit import Visit
from domain.wire.workbook import WorkbookPerson

FEW = 12


@part
def People(controller: VisitController, visit: Visit) -> ft.Control:
    """Who comes along: chosen ones first."""
    ui = use_ui()
    wanted, set_wanted = ft.use_state("")
    mine = ui.session.facts.account
    known = [each for each in ui.people() if each.account != mine]
    if not known and not visit.participants:
        return card(quiet(words.NO_PEOPLE))

    def toggled(account: str) -> Any:
        async def toggle() -> None:
            kept = tuple(each for each in visit.participants if each != account)
            is_in = account in visit.participants
            participants = kept if is_in else (*kept, account)
            change = controller.visits.plan
            await controller.save(lambda: change(controller.visit_id, participants=participants))

        return safe(toggle)

    chosen, others = divided(known, visit.participants, wanted)
    shown = others[:FEW]
    found = chips([*chosen, *shown], visit.participants, toggled)
    if len(known) <= FEW:
        return found
    search = search_field(words.SEARCH, words.SEARCH_HINT, set_wanted)
    more = len(others) - len(shown)
    said = [quiet(words.more_people(more))] if more else []
    said = [quiet(words.NOBODY)] if wanted.strip() and not others else said
    return stack([search, found, *said], 10)


def divided(
    known: list[WorkbookPerson], participants: tuple[str, ...], wanted: str
) -> tuple[list[WorkbookPerson], list[WorkbookPerson]]:
    """Those who come along (also one who left the register), and the others that match."""
    there = {each.account: each for each in known}
    chosen = [
        there.get(account) or WorkbookPerson(account=account, name=account)
        for account in participants
    ]
    asked = wanted.strip().lower()
    others = [
        each
        for each in known
        if each.account not in participants
        and (asked in each.name.lower() or asked in each.account.lower())
    ]
    return chosen, others


def chips(people: list[WorkbookPerson], participants: tuple[str, ...], toggled: Any) -> ft.Control:
    """People as chips."""
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(each.name),
                selected=each.account in participants,
                on_select=toggled(each.account),
                key=f"person-{each.account}",
            )
            for each in people
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )
