"""Enrolling: server, account, and a one-time code or a password."""

from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.parts.frame import column
from app.ui.parts.pieces import card, headline, main_button, notice, quiet, stack
from app.ui.state import Ui, use_ui
from app.ui.texts import enrol as words
from domain.errors import DujiError


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed."""

    server: str = ""
    account: str = ""
    by: str = "code"
    secret: str = ""

    def problem(self) -> str | None:
        """What is missing, or None."""
        if not self.server.strip():
            return words.NEEDS_SERVER
        if not self.account.strip():
            return words.NEEDS_ACCOUNT
        if not self.secret.strip():
            return words.NEEDS_CODE if self.by == "code" else words.NEEDS_PASSWORD
        return None


@page
def EnrolScreen() -> ft.View:
    """The way in; also adds another account."""
    ui = use_ui()
    form, set_form = ft.use_state(Form(server=ui.known_server()))
    problem, set_problem = ft.use_state("")
    is_busy, set_busy = ft.use_state(False)

    def changes(name: str) -> Any:
        return safe(lambda e: set_form(lambda old: replace(old, **{name: e.control.value})))

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
        finally:
            set_busy(False)

    return view(
        ui,
        [
            headline(words.TITLE),
            quiet(words.INTRO, 14),
            card(stack(fields(form, changes, set_form, safe(enrol)), 14)),
            *([notice(problem, "bad", ft.Icons.ERROR_OUTLINE)] if problem else []),
            ft.Row([button(is_busy, safe(enrol))]),
            ft.TextButton(words.PRACTISE, on_click=safe(ui.practise), disabled=is_busy),
            quiet(words.PRACTISE_HINT),
            quiet(words.PROMISE),
        ],
    )


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


def view(ui: Ui, controls: list[ft.Control]) -> ft.View:
    """The screen, with a way back where somebody is already signed in."""
    is_first = ui.signed.session is None
    return ft.View(
        route="/" if is_first else ft.use_view_path(),
        padding=0,
        appbar=None if is_first else ft.AppBar(title=ft.Text(words.ADD_ACCOUNT)),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                column([ft.Container(height=24 if is_first else 0), *controls]), expand=True
            )
        ],
    )
