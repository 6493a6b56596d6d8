"""Setting, changing and dropping the PIN of the account in use."""

import asyncio
from typing import Any

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_value
from app.ui.paths import above
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts.account import pin as words
from app.ui.widgets.frame import screen
from app.ui.widgets.keypad import dots, keypad
from app.ui.widgets.pieces import notice, quiet, stack, waiting
from domain.errors import DujiError


@page
def PinScreen() -> ft.View:
    """The PIN of the account in use; the route says whether it is dropped."""
    ui = use_ui()
    is_dropping = ft.use_route_params().get("act") == "drop"
    account = ui.session.facts.account
    has = use_loaded(lambda: ui.phone.pins.has(account) if ui.phone else False, account)
    if has is None:
        return screen(words.SET_TITLE, [waiting(shell_words.LOADING)])
    title = words.CHANGE_TITLE if has else words.SET_TITLE
    title = words.DROP_TITLE if is_dropping else title
    steps = (("old",) if has else ()) + (() if is_dropping else ("new", "again"))
    body: list[ft.Control] = [PinForm(steps, key=f"pin-{account}-{steps}")]
    return screen(title, [quiet(words.OFFER, 14), *body])


@part
def PinForm(steps: tuple[str, ...]) -> ft.Control:
    """One question after the other; nothing is kept before the last is answered."""
    ui = use_ui()
    typed, set_typed = use_value("")
    step, set_step = use_value(0)
    first, set_first = use_value("")
    problem, set_problem = use_value("")
    is_busy, set_busy = ft.use_state(False)

    async def answer() -> None:
        """Go on with what was typed, or say why not."""
        name = steps[step]
        wrong = ""
        if name == "old" and not await ui.lock.open(typed):
            wrong = await wrong_old(ui)
        elif name == "new":
            wrong = (ui.phone.pins.objection(typed) if ui.phone else None) or ""
            set_first(lambda _old: typed)
        elif name == "again" and typed != first:
            wrong = words.DIFFERENT
        set_problem(lambda _old: wrong)
        if wrong:
            set_step(lambda old: max(0, old - 1) if name == "again" else old)
        elif step + 1 < len(steps):
            set_step(lambda old: old + 1)
        else:
            await finish(ui, typed if name == "again" else None)

    async def done() -> None:
        set_busy(True)
        try:
            await answer()
        except DujiError as refusal:
            said = refusal.message
            set_problem(lambda _old: said)
            set_step(lambda old: max(0, old - 1))
        finally:
            set_busy(False)
            set_typed(lambda _old: "")

    asked = {"old": words.OLD, "new": words.NEW, "again": words.AGAIN}[steps[step]]
    lines: list[Any] = [
        ft.Row([quiet(asked, 15)], alignment=ft.MainAxisAlignment.CENTER),
        dots(typed),
        *([notice(problem, "bad", ft.Icons.ERROR_OUTLINE)] if problem else []),
        keypad(set_typed, ui.acts.tap("pin", done).handler, is_off=is_busy),
    ]
    return stack(lines, 18)


async def wrong_old(ui: Ui) -> str:
    """Why the PIN that is to be changed was not taken."""
    gate = await ui.lock.gate()
    if gate.must_sign_in:
        return words.MUST_SIGN_IN
    return words.wait(gate.wait_s) if gate.wait_s else words.WRONG_OLD


async def finish(ui: Ui, pin: str | None) -> None:
    """Keep the new PIN, or that there is none, and go back."""
    assert ui.phone is not None, "the records are not open yet"  # noqa: S101
    pins, account = ui.phone.pins, ui.session.facts.account
    if pin is None:
        await asyncio.to_thread(pins.drop, account)
    else:
        await asyncio.to_thread(pins.set, account, pin)
    say(words.IS_DROPPED if pin is None else words.IS_SET)
    ui.changes.number += 1
    await ui.page.push_route(above(ui.page.route or "/", ui.last_tab))


def offer(ui: Ui) -> ft.AlertDialog:
    """Offers a PIN once somebody has signed in; it may wait."""

    async def set_one() -> None:
        ui.page.pop_dialog()
        await ui.page.push_route("/pin")

    later = safe(lambda e: ui.page.pop_dialog())
    return ft.AlertDialog(
        modal=True,
        title=ft.Text(words.OFFER_TITLE),
        content=ft.Text(words.OFFER),
        actions=[
            ft.TextButton(words.OFFER_LATER, on_click=later),
            ft.FilledButton(words.OFFER_YES, on_click=safe(set_one)),
        ],
    )
