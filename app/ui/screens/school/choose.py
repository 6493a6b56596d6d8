"""Where to go: near places and mine first, then the district's; found by name or initials."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import Handler, page, part, safe, say
from app.ui.hooks import use_value
from app.ui.screens.sync.first_fetch import FirstFetch
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import choose as words
from app.ui.texts import labels, units
from app.ui.texts import shell as shell_words
from app.ui.theme import GAP
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, heading, main_button, quiet, stack, title, waiting
from app.ui.widgets.search_field import search_field
from app.visits.nearby import by_distance, near
from app.visits.search import Unit, matches, unit_of, units_of
from domain.clock import local_date
from domain.place.presence import Fix
from domain.wire.workbook import WorkbookSchool

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from app.visits.day import DayView

MOST_SHOWN = 60
FOR_THE_DAY = "stop"

Tap = Callable[[WorkbookSchool], Handler]
"""What a tap on a school does."""

Planned = frozenset[str] | None
"""The schools planned for the day; None where one goes there at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A school on the list, and how far it is where that is known."""

    school: WorkbookSchool
    away: str = ""


@page
def ChooseScreen() -> ft.View:
    """Choosing where to go now, or which stops the day is to have."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    loaded = use_loaded(lambda: (session.workbook(), session.visits.day(today)), session, today)
    is_for_the_day = ft.use_route_params().get("purpose") == FOR_THE_DAY
    name = words.FOR_THE_DAY if is_for_the_day else words.TITLE
    if loaded is None:
        return screen(name, [waiting(shell_words.LOADING)])
    workbook, day = loaded
    if workbook is None:
        return screen(name, [FirstFetch(key="first")])
    if not is_for_the_day:
        return screen(name, [Chooser(workbook.schools, going(ui), None, key="go")])
    planned = frozenset(each.school_id for each in day.planned)
    tap = planning(ui, session, today, planned)
    return screen(
        name, [Chooser(workbook.schools, tap, planned, key="plan")], bottom=arranged(ui, day)
    )


@part
def Chooser(schools: Sequence[WorkbookSchool], tap: Tap, planned: Planned) -> ft.Control:
    """The search, what to filter and sort by, and the schools that are found."""
    ui = use_ui()
    wanted, set_wanted = ft.use_state("")
    unit, set_unit = use_value(no_unit())
    here, set_here = use_value(nowhere())
    is_locating, set_locating = ft.use_state(False)

    async def sort() -> None:
        if here is not None:
            set_here(lambda _old: None)
            return
        set_locating(True)
        try:
            located = await ui.device.locator.locate(patience_s=3.0)
        finally:
            set_locating(False)
        set_here(lambda _old: located.fix)
        if located.fix is None:
            say(words.NO_FIX)

    search = search_field(words.SEARCH, words.SEARCH_HINT, set_wanted)
    kinds = kind_chips(units_of(schools), unit, set_unit)
    filters = ft.Row(
        [*kinds, distance_chip(here, is_locating, safe(sort))],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )
    found = [each for each in schools if matches(each, wanted)]
    shown = [each for each in found if unit is None or unit_of(each.school_kind) is unit]
    groups = in_groups(ui, shown, wanted) if here is None else nearest_first(shown, here)
    hint = [quiet(words.ONLY_FOR_SORTING)] if here or is_locating else []
    return stack([search, filters, *hint, *drawn(groups, tap, planned)], GAP)


def no_unit() -> Unit | None:
    """Not filtered by a kind."""
    return None


def nowhere() -> Fix | None:
    """Not sorted by distance."""
    return None


def kind_chips(kinds: Sequence[Unit], chosen: Unit | None, set_unit: Any) -> list[ft.Control]:
    """What is inspected, to filter by; nothing to choose where there is one kind only."""
    if len(kinds) < 2:
        return []
    offered = [(None, words.ALL), *((kind, units.KIND[kind]) for kind in kinds)]
    return [
        ft.Chip(
            label=ft.Text(name),
            selected=kind is chosen,
            show_checkmark=False,
            on_select=safe(lambda e, kind=kind: set_unit(lambda _old: kind)),
            key=f"unit-{kind}",
        )
        for kind, name in offered
    ]


def distance_chip(here: Fix | None, is_locating: bool, sort: Any) -> ft.Control:
    """Sorts by distance; locates when it is tapped, and never by itself."""
    return ft.Chip(
        label=ft.Text(words.LOCATING if is_locating else words.BY_DISTANCE),
        leading=ft.Icon(ft.Icons.NEAR_ME_OUTLINED, size=18),
        selected=here is not None,
        show_checkmark=False,
        on_select=sort,
        disabled=is_locating,
        key="by-distance",
    )


Groups = list[tuple[str, list[Row]]]


def nearest_first(schools: Iterable[WorkbookSchool], here: Fix) -> Groups:
    """All in one group, the nearest first."""
    rows = [Row(each.school, words.away(each.distance_m)) for each in by_distance(schools, here)]
    return [(words.FOUND, rows)]


def in_groups(ui: Ui, schools: list[WorkbookSchool], wanted: str) -> Groups:
    """What is near by a fix that is at hand already, then mine, then the district's others."""
    at_hand = ui.device.locator.at_hand() if not wanted.strip() else None
    close = [Row(each.school, words.away(each.distance_m)) for each in near(schools, at_hand)]
    mine = [Row(school) for school in schools if school.is_mine]
    others = [school for school in schools if not school.is_mine]
    zones = {row.school.zone for row in mine}
    # What is left keeps the office's order, in which the workbook has it.
    others.sort(key=lambda school: school.zone not in zones)
    far = [Row(school) for school in others]
    return [(words.NEAR, close), (words.MINE, mine), (words.OTHERS, far)]


def drawn(groups: Groups, tap: Tap, planned: Planned) -> list[ft.Control]:
    """The groups that have something in them, each as one card of rows."""
    if not any(rows for _, rows in groups):
        return [empty(ft.Icons.SEARCH_OFF, words.NO_MATCH, words.NO_MATCH_HINT)]
    shown: list[ft.Control] = []
    for name, rows in groups:
        if rows:
            shown += [heading(name), card_of(rows[:MOST_SHOWN], name, tap, planned)]
        if len(rows) > MOST_SHOWN:
            shown.append(quiet(words.MORE_MATCHES))
    return shown


def card_of(rows: Iterable[Row], group: str, tap: Tap, planned: Planned) -> ft.Control:
    """A group as one card of rows."""
    tiles: list[Any] = []
    for row in rows:
        school, is_planned = row.school, row.school.school_id in (planned or ())
        facts = [labels.SCHOOL_KIND[school.school_kind], row.away or school.zone_name]
        facts += [words.PLANNED] if is_planned else []
        end = ft.Icons.CHEVRON_RIGHT if planned is None else ft.Icons.ADD_CIRCLE_OUTLINE
        end = ft.Icons.CHECK_CIRCLE if is_planned else end
        tiles.append(
            ft.ListTile(
                key=f"{group}-{school.school_id}",
                title=title(school.name),
                subtitle=quiet(" · ".join(facts)),
                trailing=ft.Icon(end, color=ft.Colors.PRIMARY if is_planned else None),
                on_click=tap(school),
                content_padding=ft.Padding(left=0, top=0, right=0, bottom=0),
            )
        )
    return card(ft.Column(tiles, spacing=0, tight=True))


def going(ui: Ui) -> Tap:
    """A tap opens the school."""
    return lambda school: ui.go(f"/school/{school.school_id}")


def planning(ui: Ui, session: "AccountSession", today: date, planned: frozenset[str]) -> Tap:
    """A tap puts the school into the day's plan, or takes it out."""

    def tapped(school: WorkbookSchool) -> Handler:
        visits, school_id = session.visits, school.school_id
        act = visits.drop_stop if school_id in planned else visits.add_stop
        return safe(lambda: ui.note(lambda: act(today, school_id)))

    return tapped


def arranged(ui: Ui, day: "DayView") -> ft.Control:
    """Ends the choosing."""
    done = main_button(words.arranged(len(day.planned)), ui.go("/day"), icon=ft.Icons.CHECK)
    return ft.Row([done])
