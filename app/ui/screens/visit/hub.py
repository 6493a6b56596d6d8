"""One visit: arrive, fill its parts in any order, leave, hand in."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, main_button, mark, notice, quiet, side_button
from app.ui.screens.visit.lines import methods_line, plan_line, signed_line, theme_title
from app.ui.screens.visit.office import office_words
from app.ui.screens.visit.place import PlaceCard
from app.ui.screens.visit.record import record_screen
from app.ui.state import Ui, use_ui
from app.ui.texts import content as content_words
from app.ui.texts import labels
from app.ui.texts import visit as words
from domain.visit import State, Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def VisitScreen() -> ft.View:
    """The visit: to fill in while it is open, to read afterwards."""
    ui = use_ui()
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    visit = view.visit
    if visit.state is not State.IN_PROGRESS and not visit.is_amending:
        return record_screen(ui, desk, view)
    name = view.school.name if view.school else words.UNKNOWN_SCHOOL
    amending = [notice(words.AMENDING_NOTICE)] if visit.is_amending else []
    return screen(
        name,
        [
            *amending,
            *office_words(view.office),
            PlaceCard(desk, view, is_leaving=False, key="arrive"),
            card(ft.Column(rows(ui, view), spacing=0, tight=True)),
            *([PlaceCard(desk, view, is_leaving=True, key="leave")] if visit.check_in else []),
        ],
        subtitle=labels.VISIT_TYPE[visit.visit_type],
        actions=[mark(labels.STATE[visit.state], "look"), ft.Container(width=12)],
        bottom=bottom(ui, visit),
    )


def bottom(ui: Ui, visit: Visit) -> ft.Control:
    """The two things one does most: a photo, and handing in."""
    here = f"/visit/{visit.visit_id}"
    return ft.Row(
        [
            side_button(
                words.TAKE_PHOTO, ui.go(f"{here}/camera"), icon=ft.Icons.PHOTO_CAMERA_OUTLINED
            ),
            main_button(words.REVIEW_AND_SUBMIT, ui.go(f"{here}/submit")),
        ],
        spacing=12,
    )


def rows(ui: Ui, view: "VisitView") -> list[ft.Control]:
    """One row for each part, saying how far it is."""
    visit = view.visit
    here = f"/visit/{visit.visit_id}"
    theme = theme_title(ui, visit)
    total = len(view.checklist.all_items) if view.checklist else 0
    known = {item.item_id for item in view.checklist.all_items} if view.checklist else set()
    done = len(known & set(visit.answers))
    parts = [
        (ft.Icons.FLAG_OUTLINED, words.PLAN, plan_line(theme, visit), "plan", bool(theme)),
        (
            ft.Icons.CHECKLIST,
            words.CHECKLIST,
            words.answered(done, total) if total else words.NO_CHECKLIST,
            "checklist",
            bool(total) and done == total,
        ),
        (
            ft.Icons.TUNE,
            words.METHODS,
            methods_line(visit),
            "methods",
            any(visit.quantities.values()),
        ),
        (
            ft.Icons.CO_PRESENT_OUTLINED,
            words.LESSONS,
            content_words.lessons(len(visit.lessons)) if visit.lessons else words.NOTHING_YET,
            "lessons",
            bool(visit.lessons),
        ),
        (
            ft.Icons.EDIT_NOTE,
            words.NOTES,
            words.notes_filled(sum(bool(note.text) for note in visit.notes.values())),
            "notes",
            any(note.text for note in visit.notes.values()),
        ),
        (
            ft.Icons.REPORT_PROBLEM_OUTLINED,
            words.FINDINGS,
            content_words.findings(len(visit.findings)) if visit.findings else words.NOTHING_YET,
            "findings",
            bool(visit.findings),
        ),
        (
            ft.Icons.PHOTO_LIBRARY_OUTLINED,
            words.PHOTOS,
            words.photos(len(visit.shown_photos)) if visit.shown_photos else words.NOTHING_YET,
            "photos",
            bool(visit.shown_photos),
        ),
        (
            ft.Icons.DRAW_OUTLINED,
            words.SIGNATURES,
            signed_line(visit),
            "signatures",
            len(visit.signatures) == len(labels.SIGNER),
        ),
    ]
    return [
        part_row(ui, f"{here}/{path}", icon, (name, line), ok)
        for icon, name, line, path, ok in parts
    ]


def part_row(
    ui: Ui, route: str, icon: ft.IconData, said: tuple[str, str], is_done: bool
) -> ft.Control:
    """One part of the visit."""
    name, line = said
    colour = ft.Colors.PRIMARY if is_done else ft.Colors.ON_SURFACE_VARIANT
    end = ft.Icons.CHECK_CIRCLE if is_done else ft.Icons.CHEVRON_RIGHT
    return ft.ListTile(
        key=f"part-{route.rsplit('/', 1)[-1]}",
        leading=ft.Icon(icon, color=colour),
        title=ft.Text(name, size=16),
        subtitle=quiet(line),
        trailing=ft.Icon(end, color=colour, size=22),
        on_click=ui.go(route),
        content_padding=0,
        min_height=56,
    )
