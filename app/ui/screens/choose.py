"""Which school: mine first, then the district's, found by name, short name or initials."""

from collections.abc import Iterable
from typing import Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, empty, heading, quiet, title, waiting
from app.ui.state import Ui, use_loaded, use_ui
from app.ui.texts import labels
from app.ui.texts import month as words
from app.ui.texts import shell as shell_words
from domain.workbook import WorkbookSchool

MOST_SHOWN = 60


@page
def ChooseScreen() -> ft.View:
    """Choosing a school to visit."""
    ui = use_ui()
    session = ui.session
    wanted, set_wanted = ft.use_state("")
    loaded = use_loaded(lambda: (session.workbook(),), session)
    search = ft.TextField(
        label=words.SEARCH,
        hint_text=words.SEARCH_HINT,
        prefix_icon=ft.Icons.SEARCH,
        value=wanted,
        on_change=safe(lambda e: set_wanted(e.control.value)),
    )
    if loaded is None:
        return screen(words.CHOOSE_TITLE, [waiting(shell_words.LOADING)])
    (workbook,) = loaded
    if workbook is None:
        icon = ft.Icons.CLOUD_DOWNLOAD_OUTLINED
        nothing = empty(icon, words.NO_WORKBOOK, words.NO_WORKBOOK_HINT)
        return screen(words.CHOOSE_TITLE, [nothing])
    found = [school for school in workbook.schools if matches(school, wanted)]
    return screen(words.CHOOSE_TITLE, [search, *groups(ui, found)])


def matches(school: WorkbookSchool, wanted: str) -> bool:
    """Whether the school's name, short names or initials hold what was typed."""
    asked = wanted.strip().lower()
    return any(asked in name.lower() for name in (school.name, school.initials, *school.aliases))


def groups(ui: Ui, found: list[WorkbookSchool]) -> list[ft.Control]:
    """The schools that match, in two groups."""
    mine = [school for school in found if school.is_mine]
    others = [school for school in found if not school.is_mine]
    near = {school.zone for school in mine}
    others.sort(key=lambda school: (school.zone not in near, school.zone_name, school.name))
    if not mine and not others:
        return [empty(ft.Icons.SEARCH_OFF, words.NO_MATCH, words.NO_MATCH_HINT)]
    shown: list[ft.Control] = []
    for name, schools in ((words.MINE, mine), (words.OTHERS, others[:MOST_SHOWN])):
        if schools:
            shown.append(heading(name))
            shown.append(card_of(ui, schools))
    if len(others) > MOST_SHOWN:
        shown.append(quiet(words.MORE_MATCHES))
    return shown


def card_of(ui: Ui, schools: Iterable[WorkbookSchool]) -> ft.Control:
    """A group as one card of rows."""
    rows: list[Any] = []
    for school in schools:
        kind = labels.SCHOOL_KIND[school.school_kind]
        rows.append(
            ft.ListTile(
                key=f"choose-{school.school_id}",
                title=title(school.name),
                subtitle=quiet(f"{kind} · {school.zone_name}"),
                trailing=ft.Icon(ft.Icons.CHEVRON_RIGHT),
                on_click=ui.go(f"/school/{school.school_id}"),
                content_padding=ft.Padding(left=0, top=0, right=0, bottom=0),
            )
        )
    return card(ft.Column(rows, spacing=0, tight=True))
