"""Who signs the record: the inspector and the school's head."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, quiet, side_button, stack, title
from app.ui.parts.strokes import drawing
from app.ui.parts.when import when
from app.ui.state import Ui, use_ui
from app.ui.texts import content as words
from app.ui.texts import labels
from app.ui.texts import visit as visit_words
from domain.entries.visit import Signer
from domain.visit import Signature

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def SignaturesScreen() -> ft.View:
    """One card for each who signs."""
    ui = use_ui()
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    return screen(
        visit_words.SIGNATURES,
        [quiet(words.SIGN_HINT), *(signer_card(ui, view, signer) for signer in labels.SIGNER)],
    )


def signer_card(ui: Ui, view: "VisitView", signer: Signer) -> ft.Control:
    """How the signature stands, and the way to sign."""
    signature = view.visit.signatures.get(signer)
    lines: list[ft.Control] = [title(labels.SIGNER[signer])]
    lines += signature_lines(signature)
    if signature is not None and is_behind(view, signature):
        lines.append(quiet(words.SIGNED_BEFORE_CHANGE))
    name = words.SIGN_AGAIN if signature else visit_words.SIGNATURES
    route = f"/visit/{view.visit.visit_id}/sign/{signer.value}"
    lines.append(
        side_button(f"{labels.SIGNER[signer]}{name}", ui.go(route), icon=ft.Icons.DRAW_OUTLINED)
    )
    return card(stack(lines, 10), key=f"signer-{signer}")


def signature_lines(signature: Signature | None) -> list[ft.Control]:
    """Who signed when, and the drawn name; or why not."""
    if signature is None:
        return [quiet(words.NOT_SIGNED)]
    at = when(signature.stamp.at)
    if signature.is_refused:
        return [ft.Text(f"{words.REFUSED}：{signature.refusal_reason}"), quiet(at)]
    drawn = [drawing(signature.strokes)] if signature.strokes else []
    return [ft.Text(words.signed_by(signature.name, at)), *drawn]


def is_behind(view: "VisitView", signature: Signature) -> bool:
    """Whether the record changed after it was signed, other signatures apart."""
    signed = {each.stamp.entry for each in view.visit.signatures.values()}
    return view.visit.head not in signed and signature.stamp.entry in signed
