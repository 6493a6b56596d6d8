"""Who signs the record: the inspector and the school's head."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.place.place import PlaceCard
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import signing as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, main_button, notice, quiet, side_button, stack, title
from app.ui.widgets.strokes import drawing
from app.ui.widgets.use_visit import not_there, use_visit
from app.ui.widgets.when import when
from domain.kinds.visit.signature import Signature, Signer

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def SignaturesScreen() -> ft.View:
    """One card for each who signs; when both have, the way out."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    cards = [signer_card(ui, view, signer) for signer in labels.SIGNER]
    hint = words.SIGN_HINT if view.rule.wants_signatures else words.UNASKED_HINT
    is_done = len(view.visit.signatures) == len(labels.SIGNER)
    return screen(
        visit_words.SIGNATURES,
        [
            quiet(hint),
            *cards,
            *(way_out(controller, view) if is_done else []),
        ],
        bottom=ft.Row([submit_button(ui, view)]) if is_done else None,
    )


def way_out(controller: VisitController, view: "VisitView") -> list[ft.Control]:
    """After both signed: leaving, where one arrived."""
    said = notice(words.BOTH_SIGNED, "good", ft.Icons.CHECK_CIRCLE_OUTLINE)
    leave = (
        [PlaceCard(controller, view, is_leaving=True, key="leave")] if view.visit.check_in else []
    )
    return [said, *leave]


def submit_button(ui: Ui, view: "VisitView") -> ft.Control:
    """On to the last look."""
    route = f"/visit/{view.visit.visit_id}/submit"
    return main_button(visit_words.REVIEW_AND_SUBMIT, ui.go(route))


def signer_card(ui: Ui, view: "VisitView", signer: Signer) -> ft.Control:
    """How the signature stands, and the way to read the record and sign it."""
    signature = view.visit.signatures.get(signer)
    lines: list[ft.Control] = [title(labels.SIGNER[signer])]
    lines += signature_lines(signature)
    if signer in view.visit.changes_since_signed:
        lines.append(notice(words.SIGNED_BEFORE_CHANGE))
    name = words.SIGN_AGAIN if signature else visit_words.SIGNATURES
    route = f"/visit/{view.visit.visit_id}/read/{signer.value}"
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
