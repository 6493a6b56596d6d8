"""How far a visit's parts are, each in a line."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.type_sizes import IN_HAND, TypeSizes
from app.ui.state.new_photos import refused
from app.ui.state.ui import Ui
from app.ui.texts import labels
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import follow_up as follow_words
from app.ui.texts.visit import lesson as lesson_words
from app.ui.texts.visit import photos as photo_words
from app.ui.texts.visit import signing as signing_words
from app.ui.texts.visit import units as unit_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import card, stack
from domain.visit.visit import Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView

NAME_WIDTH = 7.5


def visit_name(view: "VisitView") -> str:
    """What the visit is called: by its unit, and how many there are where it is to several."""
    from app.visits.records import with_units

    name = view.school.name if view.school else words.UNKNOWN_SCHOOL
    return with_units(name, len(view.visit.units))


def theme_title(ui: Ui, visit: Visit) -> str:
    """The theme's title as last fetched; empty without a theme."""
    themes = ui.themes()
    return themes[visit.theme_id].title if visit.theme_id in themes else visit.theme_id or ""


def plan_line(theme: str, visit: Visit) -> str:
    """Theme and number of content items."""
    return f"{theme or words.NO_THEME} · {words.items(len(visit.items))}"


def methods_line(visit: Visit) -> str:
    """The methods used, with their counts."""
    used = [
        f"{labels.METHOD[method][0]} {count} {labels.METHOD[method][1]}"
        for method, count in visit.all_quantities.items()
        if count
    ]
    return "，".join(used) or words.NOTHING_YET


def follow_ups_line(view: "VisitView") -> str:
    """How many earlier findings wait, and how many were looked at."""
    return follow_words.to_do(len(view.to_follow), len(view.visit.follow_ups))


def photos_line(view: "VisitView") -> str:
    """How many photos, or that none are asked for, and how many of the album were refused."""
    shots = len(view.visit.shown_photos)
    said = words.NOTHING_YET if view.rule.wants_photos else words.PHOTOS_UNASKED
    return photo_words.not_taken(words.photos(shots) if shots else said, len(refused(view.drafts)))


def signed_line(view: "VisitView") -> str:
    """Who signed, or that nobody is asked to."""
    visit = view.visit
    if not visit.signatures:
        return words.NOTHING_YET if view.rule.wants_signatures else words.SIGNATURES_UNASKED
    return "，".join(
        signing_words.signed_or_not(labels.SIGNER[signer], is_refused=signature.is_refused)
        for signer, signature in visit.signatures.items()
    )


def summary(ui: Ui, view: "VisitView", sizes: TypeSizes = IN_HAND) -> ft.Control:
    """What was recorded, part by part."""
    visit = view.visit
    total = len(view.checklist.all_items) if view.checklist else 0
    facts = [
        (unit_words.UNITS, "、".join(map(view.unit_name, view.unit_schools))),
        (words.PLAN, plan_line(theme_title(ui, visit), visit)),
        (words.CHECKLIST, words.answered(view.answered, total) if total else ""),
        (words.METHODS, methods_line(visit)),
        (words.LESSONS, lesson_words.lessons(len(visit.lessons))),
        (words.FINDINGS, finding_words.findings(len(visit.findings))),
        (words.FOLLOW_UPS, follow_ups_line(view) if view.to_follow else ""),
        (words.PHOTOS, photos_line(view)),
        (words.SIGNATURES, signed_line(view)),
    ]
    return card(stack([fact_row(name, line, sizes) for name, line in facts if line], 10))


def fact_row(name: str, line: str, sizes: TypeSizes) -> ft.Control:
    """A part's name, and beside it how far it is."""
    said = sizes.text(line)
    said.expand = True
    return ft.Row(
        [ft.Container(sizes.quiet(name), width=sizes.small * NAME_WIDTH), said],
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
