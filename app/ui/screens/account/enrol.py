"""Enrolling: server, account, and a one-time code or a password."""

from collections.abc import Callable

import flet as ft

from app.ui.guard import Handler, page, part, safe
from app.ui.hooks import use_box
from app.ui.screens.account.pin import offer
from app.ui.state.acts import GIVEN_UP, Tap
from app.ui.state.ui import Ui, use_ui
from app.ui.texts.account import enrol as words
from app.ui.widgets.frame import bar, column
from app.ui.widgets.pieces import card, headline, main_button, notice, quiet, stack
from app.ui.widgets.text_box import Look, Typed, text_box
from domain.enrolment_link import EnrolmentLink, read_link
from domain.errors import DujiError


class Form:
    """What was typed, and whether the secret is a code or a password."""

    def __init__(self, server: str, account: str, pasted: Callable[[], None]) -> None:
        self.server, self.account = Typed(server, self._look), Typed(account, self._look)
        self.by = "code"
        self.secrets = {"code": Typed(keep=self._look), "password": Typed()}
        self.is_from_link = False
        self._pasted = pasted

    @property
    def secret(self) -> Typed:
        """The one that is asked for."""
        return self.secrets[self.by]

    def fill(self, link: EnrolmentLink) -> None:
        """Take all that a link holds."""
        self.by, self.is_from_link = "code", True
        self.server.write(link.server_url)
        self.account.write(link.account)
        self.secret.write(link.code)

    def _look(self, text: str) -> None:
        """A link that is pasted into any field fills all of them."""
        link = read_link(text)
        if link is not None:
            self.fill(link)
            self._pasted()

    def problem(self) -> str | None:
        """What is missing, or None."""
        if not self.server.text.strip():
            return words.NEEDS_SERVER
        if not self.account.text.strip():
            return words.NEEDS_ACCOUNT
        if not self.secret.text.strip():
            return words.NEEDS_CODE if self.by == "code" else words.NEEDS_PASSWORD
        return None

    @property
    def said(self) -> tuple[str, str, str, str]:
        """Server, account, code or password, and the secret itself."""
        texts = [each.text.strip() for each in (self.server, self.account, self.secret)]
        return texts[0], texts[1], self.by, texts[2]


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
    _, redraw = ft.use_state(0)
    problem, set_problem = ft.use_state("")
    is_busy, set_busy = ft.use_state(False)

    def again() -> None:
        redraw(lambda old: old + 1)

    def begun() -> Form:
        form = Form(ui.known_server(), known, again)
        if link is not None:
            form.fill(link)
        return form

    form = use_box(begun).current

    def choose(by: str) -> None:
        form.by = by
        again()

    async def enrol() -> object:
        missing = form.problem()
        set_problem(missing or "")
        if missing:
            return GIVEN_UP
        set_busy(True)
        try:
            await ui.enrol(*form.said)
        except DujiError as refusal:
            set_problem(refusal.message)
            return GIVEN_UP
        finally:
            set_busy(False)
        ui.signed.offered = None
        await offer_pin(ui)
        return None

    sign_in = ui.acts.tap("enrol", enrol)

    return stack(
        [
            card(stack(fields(form, choose, sign_in.handler), 14)),
            *([notice(words.FILLED, "good", ft.Icons.LINK)] if form.is_from_link else []),
            *([notice(problem, "bad", ft.Icons.ERROR_OUTLINE)] if problem else []),
            ft.Row([button(is_busy, sign_in)]),
            *other_ways(ui, is_busy, is_again=bool(known)),
        ],
        12,
    )


def other_ways(ui: Ui, is_busy: bool, *, is_again: bool) -> list[ft.Control]:
    """Practising without an account; or back to the lock, for whoever remembers the PIN."""
    if not is_again:
        tap = ui.acts.tap("practise", ui.practise)
        practise = ft.TextButton(
            words.PRACTISE, on_click=tap.handler, disabled=is_busy, key=tap.key
        )
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


def button(is_busy: bool, enrol: Tap) -> ft.Control:
    """The button, which says that it is at work."""
    if is_busy:
        return main_button(words.ENROLLING, enrol, disabled=True)
    return main_button(words.ENROL, enrol)


def fields(form: Form, choose: Callable[[str], None], enrol: Handler) -> list[ft.Control]:
    """The fields of the form."""
    is_code = form.by == "code"
    server = Look(words.SERVER, words.SERVER_HINT, keyboard=ft.KeyboardType.URL)
    code, password = Look(words.CODE, words.CODE_HINT), Look(words.PASSWORD, is_secret=True)
    return [
        text_box(form.server, server),
        text_box(form.account, Look(words.ACCOUNT, words.ACCOUNT_HINT)),
        ft.SegmentedButton(
            selected=[form.by],
            on_change=safe(lambda e: choose(next(iter(e.control.selected)))),
            segments=[
                ft.Segment(value="code", label=words.BY_CODE),
                ft.Segment(value="password", label=words.BY_PASSWORD),
            ],
        ),
        text_box(form.secret, code if is_code else password, on_submit=enrol),
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
