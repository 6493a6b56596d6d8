"""The parts of a record that show: where and when, problems with their photos, signatures."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.entry_rows import summary
from app.ui.screens.visit.findings.list import finding_card
from app.ui.screens.visit.photos.list import PhotoTile, preview_of
from app.ui.screens.visit.place.place import added_words, place_words
from app.ui.screens.visit.record.parts import (
    answer_lines,
    follow_up_lines,
    lesson_lines,
    note_lines,
)
from app.ui.screens.visit.signing.signatures import signature_lines
from app.ui.screens.visit.type_sizes import TypeSizes
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.units import noun
from app.ui.texts.visit import place as place_texts
from app.ui.texts.visit import units as unit_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import card, stack

if TYPE_CHECKING:
    from app.visits.records import VisitView


def everything(
    ui: Ui, controller: VisitController, view: "VisitView", sizes: TypeSizes
) -> list[ft.Control]:
    """All that was recorded, but for the signatures."""
    return [
        place(view, sizes),
        *([] if view.visit.is_follow_up else [summary(ui, view, sizes)]),
        *answer_lines(view, sizes),
        *note_lines(view.visit, sizes),
        *lesson_lines(view, sizes),
        *findings(ui, view, sizes),
        *follow_up_lines(view, sizes),
        *photos(controller, view, sizes),
    ]


def place(view: "VisitView", sizes: TypeSizes) -> ft.Control:
    """The arrival at each unit, one behind the other, and the leaving."""
    lines: list[ft.Control] = []
    for school_id in view.visit.schools:
        lines += arrival_lines(view, school_id, sizes)
    if view.visit.check_out is not None:
        head, said = place_words(view, view.visit.check_out, is_leaving=True)
        lines += [sizes.title(head), sizes.quiet(said)]
    elif not view.visit.is_follow_up:
        lines.append(sizes.quiet(words.NOT_CHECKED_OUT))
    if view.assessment.dwell_s is not None:
        what = noun(view.school)
        lines.append(sizes.quiet(place_texts.dwell(view.assessment.dwell_s, what)))
    return card(stack(lines, 4))


def arrival_lines(view: "VisitView", school_id: str, sizes: TypeSizes) -> list[ft.Control]:
    """The arrival at a unit, or that there was none, and the place that was added later.

    Units are named where there are several.
    """
    mark, name = view.visit.arrival_at(school_id), view.unit_name(school_id)
    if mark is None and not name:
        return [sizes.quiet(words.NO_ARRIVAL)]
    if mark is None:
        return [sizes.title(name), sizes.quiet(unit_words.NOT_ARRIVED)]
    said = [place_words(view, mark, is_leaving=False, unit=school_id if name else "")]
    added = view.visit.place_added_at(school_id)
    if added is not None:
        said.append(added_words(added, noun(view.unit_schools.get(school_id, view.school))))
    return [
        each
        for head, line in said
        for each in (sizes.title(f"{name} {head}".strip()), sizes.quiet(line))
    ]


def findings(ui: Ui, view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """The problems found, or that there were none."""
    found = list(view.visit.findings.values())
    if found:
        cards = (finding_card(ui, view, each, sizes=sizes) for each in found)
        return [sizes.heading(words.FINDINGS), *cards]
    return [card(sizes.text(words.SUBMIT_NO_PROBLEM))] if view.visit.has_no_problem else []


def photos(controller: VisitController, view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """The photos, and how many the office has."""
    shown = view.visit.shown_photos
    if not shown:
        return []
    office = view.office
    got = (
        [sizes.quiet(words.received(office.photos_received, office.photos_total))] if office else []
    )
    tiles: list[ft.Control] = [
        ft.Container(
            PhotoTile(controller, each, preview_of(view, each), key=each.photo_id),
            col={"xs": 6, "md": 4},
            key=each.photo_id,
        )
        for each in shown
    ]
    return [sizes.heading(words.PHOTOS), *got, ft.ResponsiveRow(tiles, spacing=12, run_spacing=12)]


def signatures(view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """Who signed."""
    signed = view.visit.signatures
    if not signed:
        return []
    lines: list[ft.Control] = []
    for signer, signature in signed.items():
        lines += [sizes.quiet(labels.SIGNER[signer]), *signature_lines(signature)]
    return [sizes.heading(words.SIGNATURES), card(stack(lines, 8))]
