"""My records: every visit on this phone, newest first, filled as far as one has scrolled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe, steady_part
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import labels
from app.ui.texts import records as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import column
from app.ui.widgets.pieces import card, empty, mark, quiet, side_button, stack, title, waiting
from app.ui.widgets.safe_mark import safe_mark
from app.ui.widgets.search_field import search_field
from app.ui.widgets.state_mark import state_mark
from domain.kinds.visit.builder import State

if TYPE_CHECKING:
    from app.visits.records import VisitSummary

PAGE = 20
CHIPS: tuple[State | None, ...] = (
    None,
    State.IN_PROGRESS,
    State.SUBMITTED,
    State.RETURNED,
    State.APPROVED,
    State.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """As much of the list as was asked for, and whether that is all of it."""

    visits: "list[VisitSummary]"
    is_all: bool


@part
def RecordsScreen() -> ft.Control:
    """The second tab."""
    ui = use_ui()
    ui.last_tab = "/records"
    session = ui.session
    typed, set_typed = ft.use_state("")
    state, set_state = ft.use_state(None)
    count, set_count = ft.use_state(PAGE)

    def load() -> Loaded:
        found = session.visits.list(limit=count + 1, search=typed, state=state)
        return Loaded(found[:count], is_all=len(found) <= count)

    loaded = use_loaded(load, session, typed, state, count)

    def search(text: str) -> None:
        set_count(PAGE)
        set_typed(text)

    def choose(chosen: State | None) -> Any:
        def chosen_one() -> None:
            set_count(PAGE)
            set_state(lambda _old: chosen)

        return safe(chosen_one)

    def fill() -> None:
        # However often it is asked for: one page more than there is.
        if loaded is not None and not loaded.is_all and len(loaded.visits) == count:
            set_count(count + PAGE)

    more = safe(fill)
    is_filtered = bool(typed) or state is not None
    return column(
        [
            search_field(words.SEARCH, words.SEARCH_HINT, search),
            chips(state, choose),
            *rows(ui, loaded, is_filtered, more),
        ],
        more=more,
    )


def chips(state: State | None, choose: Any) -> ft.Control:
    """One chip for each state."""
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(labels.STATE[each] if each else words.ALL),
                selected=each is state,
                show_checkmark=False,
                on_select=choose(each),
                key=f"state-{each or 'all'}",
            )
            for each in CHIPS
        ],
        scroll=ft.ScrollMode.HIDDEN,
        spacing=8,
    )


def rows(ui: Ui, loaded: "Loaded | None", is_filtered: bool, more: Any) -> list[ft.Control]:
    """The list, or why it is empty."""
    if loaded is None:
        return [waiting(shell_words.LOADING)]
    if not loaded.visits and is_filtered:
        return [empty(ft.Icons.SEARCH_OFF, words.NONE_FOUND, words.NONE_FOUND_HINT)]
    if not loaded.visits:
        return [empty(ft.Icons.FOLDER_OPEN, words.EMPTY, words.EMPTY_HINT)]
    shown: list[ft.Control] = [VisitRow(ui, each, key=each.visit_id) for each in loaded.visits]
    if loaded.is_all:
        told = quiet(words.shown(len(loaded.visits)))
        shown.append(ft.Container(told, alignment=ft.Alignment.CENTER))
    else:
        shown.append(side_button(words.MORE, more))
    return shown


@steady_part
def VisitRow(ui: Ui, visit: "VisitSummary") -> ft.Control:
    """One visit on the list."""
    marks: list[ft.Control] = [state_mark(visit.state)]
    if visit.is_amending:
        marks.append(mark(words.AMENDING, "look"))
    lines: list[ft.Control] = [
        ft.Row([ft.Container(title(visit.school_name), expand=True), *marks]),
        quiet(f"{visit.visit_on} · {labels.VISIT_TYPE[visit.visit_type]}"),
    ]
    if visit.end_reason:
        lines.append(ft.Text(words.ended_for(visit.end_reason), size=14))
    if not ui.session.facts.is_practice:
        lines.append(safe_mark(visit.is_unsent, visit.photos_unsent))
    return card(stack(lines, 4), on_click=ui.go(f"/visit/{visit.visit_id}"))
