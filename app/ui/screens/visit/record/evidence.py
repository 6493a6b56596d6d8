"""The parts of a record that show: where and when, problems with their photos, signatures."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.entry_rows import summary
from app.ui.screens.visit.findings.list import finding_card
from app.ui.screens.visit.photos.list import PhotoTile, preview_of
from app.ui.screens.visit.place.place import place_words
from app.ui.screens.visit.reading import Look
from app.ui.screens.visit.record.parts import (
    answer_lines,
    follow_up_lines,
    lesson_lines,
    note_lines,
)
from app.ui.screens.visit.signing.signatures import signature_lines
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.units import noun
from app.ui.texts.visit import place as place_texts
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import card, stack

if TYPE_CHECKING:
    from app.visits.records import VisitView


def everything(
    ui: Ui, controller: VisitController, view: "VisitView", look: Look
) -> list[ft.Control]:
    """All that was recorded, but for the signatures."""
    return [
        place(view, look),
        summary(ui, view, look),
        *answer_lines(view, look),
        *note_lines(view.visit, look),
        *lesson_lines(view.visit, look),
        *findings(ui, view, look),
        *follow_up_lines(view, look),
        *photos(controller, view, look),
    ]


def place(view: "VisitView", look: Look) -> ft.Control:
    """Arrival and leaving."""
    marks = ((view.visit.check_in, False), (view.visit.check_out, True))
    lines: list[ft.Control] = []
    what = noun(view.school)
    for mark, is_leaving in marks:
        if mark is not None:
            head, said = place_words(mark, is_leaving=is_leaving, what=what)
            lines += [look.title(head), look.quiet(said)]
    if view.visit.check_out is None:
        lines.append(look.quiet(words.NOT_CHECKED_OUT))
    if view.assessment.dwell_s is not None:
        lines.append(look.quiet(place_texts.dwell(view.assessment.dwell_s, what)))
    return card(stack(lines, 4))


def findings(ui: Ui, view: "VisitView", look: Look) -> list[ft.Control]:
    """The problems found, or that there were none."""
    found = list(view.visit.findings.values())
    if found:
        cards = (finding_card(ui, view, each, look=look) for each in found)
        return [look.heading(words.FINDINGS), *cards]
    return [card(look.text(words.SUBMIT_NO_PROBLEM))] if view.visit.has_no_problem else []


def photos(controller: VisitController, view: "VisitView", look: Look) -> list[ft.Control]:
    """The photos, and how many the office has."""
    shown = view.visit.shown_photos
    if not shown:
        return []
    office = view.office
    got = (
        [look.quiet(words.received(office.photos_received, office.photos_total))] if office else []
    )
    tiles: list[ft.Control] = [
        ft.Container(
            PhotoTile(controller, each, preview_of(view, each), key=each.photo_id),
            col={"xs": 6, "md": 4},
            key=each.photo_id,
        )
        for each in shown
    ]
    return [look.heading(words.PHOTOS), *got, ft.ResponsiveRow(tiles, spacing=12, run_spacing=12)]


def signatures(view: "VisitView", look: Look) -> list[ft.Control]:
    """Who signed."""
    signed = view.visit.signatures
    if not signed:
        return []
    lines: list[ft.Control] = []
    for signer, signature in signed.items():
        lines += [look.quiet(labels.SIGNER[signer]), *signature_lines(signature)]
    return [look.heading(words.SIGNATURES), card(stack(lines, 8))]
