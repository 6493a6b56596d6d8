"""One visit: arrive, fill its parts in any order, leave, hand in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import Handler, page
from app.ui.screens.visit.drop import drop_button
from app.ui.screens.visit.entry_rows import (
    follow_ups_line,
    methods_line,
    photos_line,
    plan_line,
    signed_line,
    theme_title,
    visit_name,
)
from app.ui.screens.visit.follow_ups.alone import follow_up_hub
from app.ui.screens.visit.gate.entry_pass import pass_button
from app.ui.screens.visit.next_step import HAND_IN, next_step, step_button
from app.ui.screens.visit.office import office_words
from app.ui.screens.visit.ownership import hand_notice
from app.ui.screens.visit.place.place import PlaceCard
from app.ui.screens.visit.record.record import record_screen
from app.ui.screens.visit.units.units import first_heading, unit_cards
from app.ui.state.ui import Ui, use_ui
from app.ui.texts import labels
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import lesson as lesson_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, mark, notice, quiet, side_button
from app.ui.widgets.rule_row import rule_row
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.builder import State

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def VisitScreen() -> ft.View:
    """The visit: to fill in while it is open, to read afterwards."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    visit = view.visit
    if visit.state is not State.IN_PROGRESS and not visit.is_amending:
        return record_screen(ui, controller, view)
    if visit.is_follow_up:
        return follow_up_hub(ui, controller, view)
    amending = [notice(words.AMENDING_NOTICE)] if visit.is_amending else []
    return screen(
        visit_name(view),
        [
            *amending,
            *hand_notice(ui, controller, view),
            *office_words(view.office),
            *(
                []
                if visit.check_in
                else [rule_row(ui, view.rule, f"/visit/{visit.visit_id}/privacy")]
            ),
            *first_heading(view),
            PlaceCard(controller, view, is_leaving=False, key="arrive"),
            *pass_button(ui, view),
            *unit_cards(ui, controller, view),
            *groups(ui, view),
            *(
                [PlaceCard(controller, view, is_leaving=True, key="leave")]
                if visit.check_in
                else []
            ),
            *to_last_look(ui, view),
            *drop_button(ui, controller, view),
        ],
        subtitle=labels.VISIT_TYPE[visit.visit_type],
        actions=[mark(labels.STATE[visit.state], "look"), ft.Container(width=12)],
        bottom=bottom(ui, view),
    )


def bottom(ui: Ui, view: "VisitView") -> ft.Control:
    """The two things one does most: a photo, and whatever is next."""
    camera = ui.go(f"/visit/{view.visit.visit_id}/camera")
    return ft.Row(
        [
            side_button(words.TAKE_PHOTO, camera, icon=ft.Icons.PHOTO_CAMERA_OUTLINED),
            step_button(ui, view, next_step(view)),
        ],
        spacing=12,
    )


def to_last_look(ui: Ui, view: "VisitView") -> list[ft.Control]:
    """The way to handing in, also while something is left to do; not where it is next anyhow."""
    if next_step(view) == HAND_IN:
        return []
    route = f"/visit/{view.visit.visit_id}/{HAND_IN.page}"
    return [side_button(HAND_IN.name, ui.go(route), icon=ft.Icons.SEND_OUTLINED)]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the visit: its page, name and icon, how far it is, and whether it is done."""

    page: str
    name: str
    icon: ft.IconData
    line: str
    is_done: bool


def groups(ui: Ui, view: "VisitView") -> list[ft.Control]:
    """One row for each part, saying how far it is: what to look at, and what to write down."""
    here = f"/visit/{view.visit.visit_id}"
    shown: list[ft.Control] = []
    named = ((words.LOOKING, first_parts(ui, view)), (words.RECORDING, last_parts(view)))
    for name, parts in named:
        rows = [part_row(part, ui.go(f"{here}/{part.page}")) for part in parts]
        shown += [heading(name), card(ft.Column(rows, spacing=0, tight=True))]
    return shown


def first_parts(ui: Ui, view: "VisitView") -> list[Part]:
    """What the visit is about, and how it was looked at."""
    visit = view.visit
    theme = theme_title(ui, visit)
    total = len(view.checklist.all_items) if view.checklist else 0
    answered = words.NO_CHECKLIST
    if total:
        answered = words.checked(view.answered, total, len(view.gaps))
    used = any(visit.all_quantities.values())
    heard = lesson_words.lessons(len(visit.lessons)) if visit.lessons else words.NOTHING_YET
    seen = {each.finding_id for each in view.to_follow} <= set(visit.follow_ups)
    icons = ft.Icons
    parts = [
        Part("plan", words.PLAN, icons.FLAG_OUTLINED, plan_line(theme, visit), bool(theme)),
        Part("checklist", words.CHECKLIST, icons.CHECKLIST, answered, total > 0 == len(view.gaps)),
        Part("methods", words.METHODS, icons.TUNE, methods_line(visit), used),
        Part("lessons", words.LESSONS, icons.CO_PRESENT_OUTLINED, heard, bool(visit.lessons)),
    ]
    if view.to_follow:
        line = follow_ups_line(view)
        parts.append(Part("follow-ups", words.FOLLOW_UPS, icons.RULE_OUTLINED, line, seen))
    return parts


def last_parts(view: "VisitView") -> list[Part]:
    """What was found, shown and signed."""
    visit = view.visit
    notes = sum(bool(note.text) for note in visit.notes.values())
    found, shots = len(visit.findings), len(visit.shown_photos)
    findings = finding_words.findings(found) if found else words.NOTHING_YET
    is_signed = len(visit.signatures) == len(labels.SIGNER)
    icons = ft.Icons
    return [
        Part("notes", words.NOTES, icons.EDIT_NOTE, words.notes_filled(notes), notes > 0),
        Part("findings", words.FINDINGS, icons.REPORT_PROBLEM_OUTLINED, findings, found > 0),
        Part("photos", words.PHOTOS, icons.PHOTO_LIBRARY_OUTLINED, photos_line(view), shots > 0),
        Part("signatures", words.SIGNATURES, icons.DRAW_OUTLINED, signed_line(view), is_signed),
    ]


def part_row(part: Part, open_page: Handler) -> ft.Control:
    """One part of the visit."""
    colour = ft.Colors.PRIMARY if part.is_done else ft.Colors.ON_SURFACE_VARIANT
    end = ft.Icons.CHECK_CIRCLE if part.is_done else ft.Icons.CHEVRON_RIGHT
    return ft.ListTile(
        key=f"part-{part.page}",
        leading=ft.Icon(part.icon, color=colour),
        title=ft.Text(part.name, size=16),
        subtitle=quiet(part.line),
        trailing=ft.Icon(end, color=colour, size=22),
        on_click=open_page,
        content_padding=0,
        min_height=56,
    )
