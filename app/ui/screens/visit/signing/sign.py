"""Signing on the screen: a drawn signature, or why somebody would not sign."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_value
from app.ui.screens.visit.next_step import HAND_IN, reading_of, unsigned
from app.ui.screens.visit.offers import offer, offers
from app.ui.screens.visit.signing.pad import SignPad
from app.ui.state.acts import GIVEN_UP
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.state.visit_controller import STAYS, VisitController
from app.ui.texts import labels
from app.ui.texts.visit import signing as words
from app.ui.widgets.confirm import ask_reason
from app.ui.widgets.form import Form, use_form
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, main_button, quiet, side_button, stack
from app.ui.widgets.text_box import Look, following, text_box
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.signature import Signer

if TYPE_CHECKING:
    from app.visits.records import VisitView

Controls = list[ft.Control]
WIDE_DP, BESIDE_DP = 520.0, 230.0


@page
def SignScreen() -> ft.View:
    """Signing as the one the route names."""
    controller, view = use_visit()
    name = ft.use_route_params().get("signer", "")
    if view is None:
        return not_there(controller)
    signer = Signer(name) if name in set(Signer) else Signer.INSPECTOR
    return screen(
        words.signing(labels.SIGNER[signer]),
        [quiet(words.SIGN_HINT), SignForm(controller, view, signer, key=signer.value)],
    )


@part
def SignForm(controller: VisitController, view: "VisitView", signer: Signer) -> ft.Control:
    """The name, the pad, and the two ways to end.

    A name that was typed outlasts leaving the screen. What was drawn does not: a signature
    stands for the record as it was while it was drawn.
    """
    ui = use_ui()
    strokes, set_strokes = ft.use_state(())
    key = name_key(signer)
    mine = ui.session.facts.name if signer is Signer.INSPECTOR else ""
    form = use_form(controller, key, {"name": mine}, lambda text: STAYS)

    async def done(drawn: Any, refusal: str) -> None:
        await controller.settle_all()
        name, is_again = form.text("name"), signer in view.visit.signatures

        def write() -> object:
            return controller.visits.sign(controller.visit_id, signer, name, drawn, refusal)

        await controller.save_for([key], write)
        say(words.signed_or_not(labels.SIGNER[signer], is_refused=bool(refusal)))
        after = "signatures" if is_again else after_signing(controller.state.view or view)
        await ui.page.push_route(f"/visit/{controller.visit_id}/{after}")

    async def sign() -> object:
        if not form.text("name").strip():
            say(words.NAME_NEEDED)
            return GIVEN_UP
        await done(strokes, "")
        return None

    signed = ui.acts.tap(f"{key} {controller.visit_id}", sign)

    clear = side_button(words.SIGN_CLEAR, safe(lambda: set_strokes(lambda _old: ())))
    who: Controls = [text_box(form.typed("name"), Look(words.SIGN_NAME))]
    known = (*use_heads(controller, view), *view.likely_responsible)
    if signer is Signer.SCHOOL_HEAD:
        who.append(following(form.heard, lambda: names(form, known)))
    pad: Controls = [quiet(words.SIGN_PAD), SignPad(strokes, set_strokes, key="pad")]
    ends: Controls = [
        ft.Row([clear, main_button(words.SIGN, signed, icon=ft.Icons.CHECK)], spacing=12)
    ]
    if signer is Signer.SCHOOL_HEAD:
        ends.append(refusing(ui, lambda reason: done((), reason)))
    return Held(who, pad, ends, key="held")


def name_key(signer: Signer) -> str:
    """The draft key of the signer's name."""
    return f"sign.{signer.value}"


def after_signing(view: "VisitView") -> str:
    """Where a new signature leads: to the next who is asked to sign, or to the last look."""
    waiting = unsigned(view) if view.rule.wants_signatures else []
    return reading_of(waiting[0]).page if waiting else HAND_IN.page


@part
def Held(who: Controls, pad: Controls, ends: Controls) -> ft.Control:
    """Name, pad and buttons: one under the other, or beside the pad where the phone lies."""
    width, set_width = use_value(float(ft.context.page.width or 360))

    def laid_out(e: Any) -> None:
        if e.width and abs(e.width - width) > 1:
            set_width(lambda _old: float(e.width))

    if width < WIDE_DP:
        inside: ft.Control = stack([*who, *pad, *ends], 14)
    else:
        sides: Controls = [
            ft.Container(stack([*who, *ends], 14), width=BESIDE_DP),
            ft.Container(stack(pad), expand=True),
        ]
        start = ft.CrossAxisAlignment.START
        inside = ft.Row(sides, spacing=16, vertical_alignment=start)
    return ft.Container(card(inside), on_size_change=safe(laid_out), key="held-area")


def use_heads(controller: VisitController, view: "VisitView | None") -> tuple[str, ...]:
    """Who signed earlier visits to the school as its head, the newest first."""
    school_id = view.visit.school_id if view else ""
    return use_loaded(lambda: controller.visits.heads(school_id), school_id) or ()


def names(form: Form, known: Iterable[str]) -> ft.Control:
    """Who may be the school's head, to tap instead of typing."""
    if form.text("name"):
        return ft.Container()
    found = [
        offer(name, form.choosing("name", name), key=f"signer-name-{name}")
        for name in list(dict.fromkeys(known))[:3]
    ]
    return offers(found) if found else ft.Container()


def refusing(ui: Ui, refuse: Any) -> ft.Control:
    """The way for somebody who does not sign."""
    texts = (words.SIGN_REFUSE, words.SIGN_HINT, words.REFUSAL_REASON, words.SIGN_REFUSE)
    ask = safe(ask_reason(ui.page, texts, refuse))
    return ft.TextButton(words.SIGN_REFUSE, on_click=ask)
