"""The accounts on this phone: switch, add, sign out."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts.account import enrol as words
from app.ui.texts.account import pin as pin_words
from app.ui.widgets.frame import screen
from app.ui.widgets.library_button import library_button
from app.ui.widgets.pieces import card, mark, quiet, side_button, stack, title, waiting

if TYPE_CHECKING:
    from app.sync.enrolment import AccountFacts


@page
def AccountsScreen() -> ft.View:
    """Everybody who uses this phone."""
    ui = use_ui()
    phone = ui.phone
    signed, _ = ft.use_state(ui.signed)
    accounts = use_loaded(lambda: phone.accounts.list() if phone else [], signed.session)
    if accounts is None:
        return screen(words.ACCOUNTS_TITLE, [waiting(shell_words.LOADING)])
    using = signed.session.facts.account if signed.session else ""
    return screen(
        words.ACCOUNTS_TITLE,
        [
            quiet(words.ACCOUNTS_HINT),
            *(AccountCard(facts, facts.account == using, key=facts.account) for facts in accounts),
            side_button(
                words.ADD_ACCOUNT, ui.go("/accounts/new"), icon=ft.Icons.PERSON_ADD_OUTLINED
            ),
            library_button(ui),
        ],
    )


@part
def AccountCard(facts: "AccountFacts", is_used: bool) -> ft.Control:
    """One account."""
    ui = use_ui()

    async def switch() -> None:
        await ui.use(facts.account)
        await ui.page.push_route("/")

    async def leave() -> None:
        ui.page.show_dialog(leaving(ui, facts))

    marks = [mark(words.IN_USE, "good")] if is_used else []
    marks += [mark(words.PRACTICE, "look")] if facts.is_practice else []
    buttons: list[ft.Control] = [
        ft.TextButton(f"{words.SIGN_OUT} {facts.name}", on_click=safe(leave))
    ]
    if not is_used:
        buttons.insert(
            0, ft.FilledTonalButton(f"{words.SWITCH_TO} {facts.name}", on_click=safe(switch))
        )
    return card(
        stack(
            [
                ft.Row([ft.Container(title(facts.name), expand=True), *marks]),
                quiet(words.where(facts.district_name, facts.server_url)),
                *(
                    [PinRow(facts.account, key=f"pin-{facts.account}")]
                    if is_used and not facts.is_practice
                    else []
                ),
                ft.Row(buttons, alignment=ft.MainAxisAlignment.END, wrap=True),
            ]
        )
    )


@part
def PinRow(account: str) -> ft.Control:
    """The PIN of the account in use: set it, or change and drop it."""
    ui = use_ui()
    phone = ui.phone
    has = use_loaded(lambda: (phone.pins.has(account) if phone else False,), account)
    if has is None:
        return quiet(shell_words.LOADING)
    change = ft.TextButton(
        pin_words.CHANGE if has[0] else pin_words.SET,
        icon=ft.Icons.PIN_OUTLINED,
        on_click=ui.go("/accounts/pin"),
    )
    drop = ft.TextButton(pin_words.DROP, on_click=ui.go("/accounts/pin/drop"))
    return ft.Row([change, *([drop] if has[0] else [])], wrap=True)


def leaving(ui: Ui, facts: "AccountFacts") -> ft.AlertDialog:
    """Asks before an account leaves the phone."""

    async def sign_out() -> None:
        ui.page.pop_dialog()
        await ui.sign_out(facts.account)
        say(words.signed_out(facts.name))
        if ui.signed.session is None:
            await ui.page.push_route("/")

    return ft.AlertDialog(
        title=ft.Text(words.SIGN_OUT_TITLE),
        content=ft.Text(words.SIGN_OUT_HINT),
        actions=[
            ft.TextButton(shell_words.CANCEL, on_click=safe(lambda e: ui.page.pop_dialog())),
            ft.FilledButton(words.SIGN_OUT, on_click=safe(sign_out)),
        ],
    )
