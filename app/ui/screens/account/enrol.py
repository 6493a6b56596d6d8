"""Enrolling: server, account, and a one-time code or a password."""

from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.hooks import use_value
from app.ui.screens.account.pin import offer
from app.ui.state.ui import Ui, use_ui
from app.ui.texts.account import enrol as words
from app.ui.widgets.frame import bar, column
from app.ui.widgets.pieces import card, headline, main_button, notice, quiet, stack
from domain.enrolment_link import EnrolmentLink, read_link
from domain.errors import DujiError


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed."""

    server: str = ""
    account: str = ""
    by: str = "code"
    secret: str = ""
    is_from_link: bool = False

    def problem(self) -> str | None:
        """What is missing, or None."""
        if not self.server.strip():
            return words.NEEDS_SERVER
        if not self.account.strip():
            return words.NEEDS_ACCOUNT
        if not self.secret.strip():
            return words.NEEDS_CODE if self.by == "code" else words.NEEDS_PASSWORD
        return None


def filled(link: EnrolmentLink) -> Form:
    """All that a link holds, which was opened or pasted."""
    return Form(link.server_url, link.account, "code", link.code, is_from_link=True)


@page
def EnrolScreen() -> ft.View:
    """The way in; also adds another account, and is where somebody goes who forgot the PIN."""
    ui = use_ui()
    is_forgotten = ui.signed.is_signing_in and ui.signed.session is not None
    known = ui.session.facts.account if is_forgotten else ""
    is_first = ui.signed.session is None or is_forgotten
    signed, _ = ft.use_state(ui.signed)
    link = read_link(ui.page.route or "") or signed.offered
    # Each an item of its own: what shares one with a headline is read out as part of it.
    title = headline(words.AGAIN_TITLE if known else words.TITLE)
    return view([title, *sign_in_parts(known, link)], is_first=is_first)


@page
def SignInAgainScreen() -> ft.View:
    """Signing in anew with the account in use, of which server and name are known."""
    ui = use_ui()
    known = ui.session.facts.account
    return view(sign_in_parts(known), is_first=False, title=words.AGAIN_TITLE)


def sign_in_parts(known: str, link: EnrolmentLink | None = None) -> list[ft.Control]:
    """What signing in is about, the form, and what is promised."""
    return [
        quiet(words.AGAIN_INTRO if known else words.INTRO, 14),
        SignInForm(known, link, key=f"form-{known}-{link.page if link else ''}"),
        quiet(words.PROMISE),
    ]


@part
def SignInForm(known: str, link: EnrolmentLink | None) -> ft.Control:
    """The form; ``known`` is the account that signs in again, if it is that.

    ``link`` opened the app, and has filled it in.
    """
    ui = use_ui()
    empty = Form(server=ui.known_server(), account=known)
    form, set_form = use_value(empty if link is None else filled(link))
    problem, set_problem = ft.use_state("")
    is_busy, set_busy = ft.use_state(False)

    def changes(name: str) -> Any:
        def note(e: Any) -> None:
            text = e.control.value
            pasted = read_link(text)
            typed = {name: text}
            set_form(lambda old: replace(old, **typed) if pasted is None else filled(pasted))

        return safe(note)

    async def enrol() -> None:
        missing = form.problem()
        set_problem(missing or "")
        if missing:
            return
        set_busy(True)
        try:
            await ui.enrol(form.server.strip(), form.account.strip(), form.by, form.secret.strip())
        except DujiError as refusal:
            set_problem(refusal.message)
        else:
            ui.signed.offered = None
            await offer_pin(ui)
        finally:
            set_busy(False)

    return stack(
        [
            card(stack(fields(form, changes, set_form, safe(enrol)), 14)),
            *([notice(words.FILLED, "good", ft.Icons.LINK)] if form.is_from_link else []),
            *([notice(problem, "bad", ft.Icons.ERROR_OUTLINE)] if problem else []),
            ft.Row([button(is_busy, safe(enrol))]),
            *other_ways(ui, is_busy, is_again=bool(known)),
        ],
        12,
    )


def other_ways(ui: Ui, is_busy: bool, *, is_again: bool) -> list[ft.Control]:
    """Practising without an account; or back to the lock, for whoever remembers the PIN."""
    if not is_again:
        practise = ft.TextButton(words.PRACTISE, on_click=safe(ui.practise), disabled=is_busy)
        return [practise, quiet(words.PRACTISE_HINT)]

    def back() -> None:
        ui.signed.is_signing_in = False

    if not ui.signed.is_signing_in:
        return []
    return [ft.TextButton(words.BACK_TO_LOCK, on_click=safe(back), disabled=is_busy)]


async def offer_pin(ui: Ui) -> None:
    """Offer a PIN to whoever has none; in a browser it would keep nothing off."""
    if not ui.device.is_web and not await ui.lock.has_pin():
        ui.page.show_dialog(offer(ui))


def button(is_busy: bool, enrol: Any) -> ft.Control:
    """The button, which says that it is at work."""
    if is_busy:
        return main_button(words.ENROLLING, enrol, disabled=True)
    return main_button(words.ENROL, enrol)


def fields(form: Form, changes: Any, set_form: Any, enrol: Any) -> list[ft.Control]:
    """The fields of the form."""
    is_code = form.by == "code"

    def choose(e: Any) -> None:
        set_form(lambda old: replace(old, by=next(iter(e.control.selected)), secret=""))

    return [
        ft.TextField(
            label=words.SERVER,
            hint_text=words.SERVER_HINT,
            value=form.server,
            on_change=changes("server"),
            keyboard_type=ft.KeyboardType.URL,
        ),
        ft.TextField(
            label=words.ACCOUNT,
            hint_text=words.ACCOUNT_HINT,
            value=form.account,
            on_change=changes("account"),
        ),
        ft.SegmentedButton(
            selected=[form.by],
            on_change=safe(choose),
            segments=[
                ft.Segment(value="code", label=words.BY_CODE),
                ft.Segment(value="password", label=words.BY_PASSWORD),
            ],
        ),
        ft.TextField(
            label=words.CODE if is_code else words.PASSWORD,
            hint_text=words.CODE_HINT if is_code else None,
            value=form.secret,
            on_change=changes("secret"),
            on_submit=enrol,
            password=not is_code,
            can_reveal_password=not is_code,
        ),
    ]


def view(controls: list[ft.Control], *, is_first: bool, title: str = words.ADD_ACCOUNT) -> ft.View:
    """The screen, with a way back where somebody is already signed in."""
    return ft.View(
        route="/" if is_first else ft.use_view_path(),
        padding=0,
        appbar=None if is_first else bar(title),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                column([ft.Container(height=24 if is_first else 0), *controls]), expand=True
            )
        ],
    )
