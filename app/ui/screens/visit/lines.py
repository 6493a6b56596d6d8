"""How far a visit's parts are, each in a line."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.parts.pieces import card, quiet, stack
from app.ui.state import Ui
from app.ui.texts import content as content_words
from app.ui.texts import labels
from app.ui.texts import visit as words
from domain.visit import Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView


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
        for method, count in visit.quantities.items()
        if count
    ]
    return "，".join(used) or words.NOTHING_YET


def signed_line(visit: Visit) -> str:
    """Who signed."""
    if not visit.signatures:
        return words.NOTHING_YET
    return "，".join(
        content_words.signed_or_not(labels.SIGNER[signer], is_refused=signature.is_refused)
        for signer, signature in visit.signatures.items()
    )


def summary(ui: Ui, view: "VisitView") -> ft.Control:
    """What was recorded, part by part."""
    visit = view.visit
    total = len(view.checklist.all_items) if view.checklist else 0
    facts = [
        (words.PLAN, plan_line(theme_title(ui, visit), visit)),
        (words.CHECKLIST, words.answered(len(visit.answers), total) if total else ""),
        (words.METHODS, methods_line(visit)),
        (words.LESSONS, content_words.lessons(len(visit.lessons))),
        (words.FINDINGS, content_words.findings(len(visit.findings))),
        (words.PHOTOS, words.photos(len(visit.shown_photos))),
        (words.SIGNATURES, signed_line(visit)),
    ]
    return card(
        stack(
            [
                ft.Row(
                    [ft.Container(quiet(name, 14), width=104), ft.Text(line, expand=True)],
                    vertical_alignment=ft.CrossAxisAlignment.START,
                )
                for name, line in facts
                if line
            ],
            10,
        )
    )
