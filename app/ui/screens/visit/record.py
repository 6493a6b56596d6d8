"""A visit that was handed in: everything to read, and amending or cancelling with a reason."""

from pathlib import Path
from typing import TYPE_CHECKING

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import safe
from app.ui.parts.confirm import ask_reason
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, heading, main_button, notice, quiet, side_button, stack, title
from app.ui.parts.safe_mark import safe_mark
from app.ui.parts.state_mark import state_mark
from app.ui.screens.next_stop import after_visit
from app.ui.screens.visit.findings import finding_card
from app.ui.screens.visit.hand import hand_notice
from app.ui.screens.visit.lines import summary
from app.ui.screens.visit.office import office_words
from app.ui.screens.visit.photos import PhotoTile, preview_of
from app.ui.screens.visit.place import place_words
from app.ui.screens.visit.record_parts import answer_lines, lesson_lines, note_lines
from app.ui.screens.visit.signatures import signature_lines
from app.ui.state import Ui
from app.ui.texts import labels
from app.ui.texts import visit as words
from app.ui.texts.flags import sentence
from domain.visit import State

if TYPE_CHECKING:
    from app.visits.records import VisitView


def record_screen(ui: Ui, desk: Desk, view: "VisitView") -> ft.View:
    """The record as it stands."""
    visit = view.visit
    name = view.school.name if view.school else words.UNKNOWN_SCHOOL
    return screen(
        name,
        [
            *standing(view),
            *after_visit(ui, view),
            *hand_notice(ui, desk, view),
            *office_words(view.office),
            *flags(view),
            heading(words.RECORDED),
            place(view),
            *([] if visit.is_practice else [safe_mark(view.is_unsent, view.photos_unsent)]),
            summary(ui, view),
            *answer_lines(view),
            *note_lines(visit),
            *lesson_lines(visit),
            *findings(view),
            *photos(desk, view),
            *signatures(view),
            *(quiet(f"{words.AMENDED_FOR}：{each.reason}") for each in visit.amendments),
        ],
        subtitle=f"{view.assessment.visit_on} · {labels.VISIT_TYPE[visit.visit_type]}",
        actions=[state_mark(state_of(view)), ft.Container(width=12)],
        bottom=buttons(ui, desk, view),
    )


def state_of(view: "VisitView") -> State:
    """The state, also as the office has moved it on."""
    office = view.office
    if office is not None and office.highest_n > view.visit.highest_n:
        return office.state
    return view.visit.state


def standing(view: "VisitView") -> list[ft.Control]:
    """What the state asks for."""
    state = state_of(view)
    if state is State.RETURNED:
        return [notice(words.RETURNED_NOTICE, "bad", ft.Icons.UNDO)]
    if state is State.CANCELLED:
        return [notice(words.CANCELLED_NOTICE, "plain", ft.Icons.BLOCK)]
    if state is State.MERGED:
        return [notice(words.MERGED_NOTICE, "plain", ft.Icons.MERGE)]
    return []


def flags(view: "VisitView") -> list[ft.Control]:
    """Every flag in a sentence."""
    if not view.assessment.flags:
        return []
    lines = [ft.Text(f"· {sentence(flag)}", size=14) for flag in view.assessment.flags]
    return [heading(words.FLAGS), card(stack(lines, 6))]


def place(view: "VisitView") -> ft.Control:
    """Arrival and leaving."""
    marks = ((view.visit.check_in, False), (view.visit.check_out, True))
    lines: list[ft.Control] = []
    for mark, is_leaving in marks:
        if mark is not None:
            head, said = place_words(mark, is_leaving=is_leaving)
            lines += [title(head), quiet(said, 14)]
    if view.visit.check_out is None:
        lines.append(quiet(words.NOT_CHECKED_OUT))
    if view.assessment.dwell_s is not None:
        lines.append(quiet(words.dwell(view.assessment.dwell_s)))
    return card(stack(lines, 4))


def findings(view: "VisitView") -> list[ft.Control]:
    """The problems found, or that there were none."""
    found = list(view.visit.findings.values())
    if not found:
        clean = [card(ft.Text(words.SUBMIT_NO_PROBLEM))] if view.visit.has_no_problem else []
        return clean
    return [heading(words.FINDINGS), *(finding_card(each) for each in found)]


def photos(desk: Desk, view: "VisitView") -> list[ft.Control]:
    """The photos, and how many the office has."""
    shown = view.visit.shown_photos
    if not shown:
        return []
    office = view.office
    got = [quiet(words.received(office.photos_received, office.photos_total))] if office else []
    tiles: list[ft.Control] = [
        ft.Container(
            PhotoTile(desk, each, preview(view, each.photo_id), key=each.photo_id),
            col={"xs": 6, "md": 4},
            key=each.photo_id,
        )
        for each in shown
    ]
    return [
        heading(words.PHOTOS),
        *got,
        ft.ResponsiveRow(tiles, spacing=12, run_spacing=12),
    ]


def preview(view: "VisitView", photo_id: str) -> Path | None:
    """The preview's file, where this phone has it."""
    return preview_of(view, view.visit.photos[photo_id])


def signatures(view: "VisitView") -> list[ft.Control]:
    """Who signed."""
    signed = view.visit.signatures
    if not signed:
        return []
    lines: list[ft.Control] = []
    for signer, signature in signed.items():
        lines += [quiet(labels.SIGNER[signer]), *signature_lines(signature)]
    return [heading(words.SIGNATURES), card(stack(lines, 8))]


def buttons(ui: Ui, desk: Desk, view: "VisitView") -> ft.Control | None:
    """Amend and cancel, each with a reason."""
    if state_of(view) in (State.CANCELLED, State.MERGED):
        return None

    async def amend(reason: str) -> None:
        await desk.save(lambda: desk.visits.amend(desk.visit_id, reason))

    async def cancel(reason: str) -> None:
        await desk.save(lambda: desk.visits.cancel(desk.visit_id, reason))

    amend_texts = (words.AMEND_TITLE, words.AMEND_HINT, words.AMEND_REASON, words.AMEND)
    cancel_texts = (words.CANCEL_TITLE, words.CANCEL_HINT, words.CANCEL_REASON, words.CANCEL)
    return ft.Row(
        [
            side_button(words.CANCEL, safe(ask_reason(ui.page, cancel_texts, cancel))),
            main_button(
                words.AMEND, safe(ask_reason(ui.page, amend_texts, amend)), icon=ft.Icons.EDIT
            ),
        ],
        spacing=12,
    )
