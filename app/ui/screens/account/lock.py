"""The curtain: whose PIN is asked, a pad of digits, and the ways out. No record is shown here."""

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.hooks import use_box, use_value
from app.ui.state.lock import tries_left
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts.account import pin as words
from app.ui.widgets.frame import column
from app.ui.widgets.keypad import dots, keypad
from app.ui.widgets.pieces import notice, quiet, side_button, stack

if TYPE_CHECKING:
    from app.account.pins import Gate
    from app.sync.enrolment import AccountFacts

TICK_S = 1.0


def no_gate() -> "Gate | None":
    """Before it was read."""
    return None


def still_here() -> bool:
    """While the screen stands."""
    return True


@page
def LockScreen() -> ft.View:
    """Asks for the PIN of the account in use."""
    ui = use_ui()
    facts = ui.session.facts
    return ft.View(
        route="/",
        padding=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                column(
                    [
                        ft.Container(height=24),
                        centred(ft.Text(shell_words.APP_NAME, size=26, color=ft.Colors.PRIMARY)),
                        centred(ft.Text(facts.name, size=18, weight=ft.FontWeight.W_600)),
                        PinGate(key=f"gate-{facts.account}"),
                        WaysOut(facts, key=f"ways-{facts.account}"),
                    ]
                ),
                expand=True,
            )
        ],
    )


def centred(control: ft.Control) -> ft.Control:
    """In the middle of the line."""
    return ft.Row([control], alignment=ft.MainAxisAlignment.CENTER, wrap=True)


@part
def PinGate() -> ft.Control:
    """The pad, what was wrong, and how long to wait."""
    ui = use_ui()
    typed, set_typed = use_value("")
    gate, set_gate = use_value(no_gate())
    tries, set_tries = use_value(0)
    is_busy, set_busy = ft.use_state(False)
    here = use_box(still_here)

    def show(now: "Gate") -> None:
        if here.current:
            set_gate(lambda _old: now)

    async def watch() -> None:
        """Read how the PIN stands, second by second while there is something to wait for."""
        now = await ui.lock.gate()
        show(now)
        while here.current and now.wait_s:
            await asyncio.sleep(TICK_S)
            now = await ui.lock.gate()
            show(now)

    def gone() -> None:
        here.current = False

    async def done() -> None:
        if not typed:
            return
        set_busy(True)
        try:
            is_right = await ui.lock.open(typed)
        finally:
            set_busy(False)
            set_typed(lambda _old: "")
        if not is_right:
            set_tries(lambda old: old + 1)

    ft.use_effect(safe(watch), dependencies=[tries])
    ft.use_effect(lambda: None, dependencies=[], cleanup=gone)
    is_shut = gate is None or bool(gate.wait_s) or gate.must_sign_in
    lines: list[ft.Control] = [
        centred(quiet(words.CHECKING if is_busy else words.ASK, 15)),
        dots(typed),
        *said(gate, is_new=bool(tries)),
    ]
    if gate is None or not gate.must_sign_in:
        lines.append(keypad(set_typed, safe(done), is_off=is_shut or is_busy))
    return stack(lines, 18)


def said(gate: "Gate | None", *, is_new: bool) -> list[ft.Control]:
    """What was wrong, and what comes of it."""
    if gate is None or not gate.failures:
        return []
    if gate.must_sign_in:
        return [notice(words.MUST_SIGN_IN, "bad", ft.Icons.LOCK_OUTLINE)]
    left = tries_left(gate.failures)
    told = [words.WRONG] if is_new and not gate.wait_s else []
    told += [words.wait(gate.wait_s)] if gate.wait_s else []
    told += [words.tries_left(left)] if left is not None else []
    return [notice(" ".join(told), "bad", ft.Icons.LOCK_OUTLINE)] if told else []


@part
def WaysOut(facts: "AccountFacts") -> ft.Control:
    """Signing in anew, and the other accounts of this phone."""
    ui = use_ui()
    phone = ui.phone
    accounts = use_loaded(lambda: phone.accounts.list() if phone else [], facts.account)

    def sign_in() -> None:
        ui.signed.is_signing_in = True

    others = [each for each in accounts or [] if each.account != facts.account]
    lines: list[ft.Control] = [
        side_button(words.FORGOT, safe(sign_in), icon=ft.Icons.LOGIN),
        quiet(words.FORGOT_HINT),
    ]
    if others:
        lines.append(quiet(words.OTHERS, 14))
        lines += [switch_to(ui, each) for each in others]
    return ft.Container(stack(lines, 10), padding=ft.Padding(left=0, top=16, right=0, bottom=0))


def switch_to(ui: Ui, facts: "AccountFacts") -> ft.Control:
    """Another account of this phone; its own PIN is asked next."""

    async def switch() -> None:
        await ui.use(facts.account)
        await ui.page.push_route("/")

    return side_button(facts.name, safe(switch), icon=ft.Icons.ACCOUNT_CIRCLE_OUTLINED)
