"""How far each visit is: one line a visit, and a page that names each of its photos."""

from datetime import date
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.sync.on_the_way import photo_row
from app.ui.screens.sync.status import fact
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import sync as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, heading, quiet, silent, stack, title, waiting
from app.ui.widgets.when import day_text

if TYPE_CHECKING:
    from app.store.visit_standing import VisitStanding
    from app.sync.overview import Safety


def visit_list(ui: Ui, safety: "Safety") -> list[ft.Control]:
    """The visits with something on its way first."""
    if not safety.visits:
        return []
    rows: list[ft.Control] = [visit_tile(ui, each) for each in safety.visits]
    return [heading(words.VISITS_TITLE), card(ft.Column(rows, spacing=0, tight=True))]


def visit_tile(ui: Ui, visit: "VisitStanding") -> ft.Control:
    """One visit and how much of it is still to go."""
    is_done = not visit.entries_unsent and not visit.photos_unsent
    icon = ft.Icons.CLOUD_DONE_OUTLINED if is_done else ft.Icons.CLOUD_UPLOAD_OUTLINED
    colour = ft.Colors.PRIMARY if is_done else ft.Colors.TERTIARY
    return ft.ListTile(
        key=f"standing-{visit.visit_id}",
        leading=silent(ft.Icon(icon, color=colour)),
        title=ft.Text(visit.school_name),
        subtitle=quiet(f"{day_text(date.fromisoformat(visit.visit_on))}：{line_of(visit)}"),
        trailing=silent(ft.Icon(ft.Icons.CHEVRON_RIGHT)),
        on_click=ui.go(f"/safe/{visit.visit_id}"),
        content_padding=0,
        min_height=56,
    )


def line_of(visit: "VisitStanding") -> str:
    """How much of the visit is still to go, or that all is confirmed."""
    entries = (visit.entries_unsent, visit.entries)
    return words.visit_line(entries, (visit.photos_unsent, visit.photos))


@page
def VisitSafetyScreen() -> ft.View:
    """Where everything of one visit is."""
    ui = use_ui()
    session = ui.session
    visit_id = ft.use_route_params().get("visit_id", "")
    found = use_loaded(lambda: (session.sync.visit_safety(visit_id),), session, visit_id)
    if found is None:
        return screen(words.VISIT_TITLE, [waiting(shell_words.LOADING)])
    (safety,) = found
    if safety is None:
        return screen(words.VISIT_TITLE, [empty(ft.Icons.SEARCH_OFF, words.VISIT_MISSING, "")])
    visit = safety.standing
    unsent = words.amount(visit.entries_unsent, visit.photos_unsent)
    sure = words.amount(visit.entries - visit.entries_unsent, visit.photos - visit.photos_unsent)
    photos: list[ft.Control] = [photo_row(each) for each in safety.photos]
    return screen(
        words.VISIT_TITLE,
        [
            card(
                stack(
                    [
                        title(visit.school_name),
                        quiet(day_text(date.fromisoformat(visit.visit_on))),
                        fact(ft.Icons.PHONE_ANDROID, words.HERE_ONLY, unsent),
                        fact(ft.Icons.VERIFIED_OUTLINED, words.CONFIRMED, sure),
                    ],
                    10,
                )
            ),
            *([card(stack(photos, 14))] if photos else []),
        ],
    )
