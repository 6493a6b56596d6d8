"""One school before a visit: what is open there, when somebody was there last, and the start."""

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.parts.frame import screen
from app.ui.parts.pieces import (
    card,
    empty,
    heading,
    main_button,
    mark,
    notice,
    quiet,
    stack,
    title,
    waiting,
)
from app.ui.state import Ui, use_loaded, use_ui
from app.ui.texts import labels
from app.ui.texts import month as words
from app.ui.texts import shell as shell_words
from domain.checklist import Theme
from domain.clock import local_date
from domain.content_rules import MOST_ITEMS
from domain.visit import State
from domain.workbook import Workbook, WorkbookFinding, WorkbookSchool

if TYPE_CHECKING:
    from app.accounts import AccountSession


@page
def SchoolScreen() -> ft.View:
    """The school the route names."""
    ui = use_ui()
    session = ui.session
    school_id = ft.use_route_params().get("school_id", "")
    loaded = use_loaded(lambda: (session.workbook(),), session)
    today = local_date(ui.device.clock.now())
    month = use_loaded(lambda: session.month(today), session, today)
    is_busy, set_busy = ft.use_state(False)
    if loaded is None or month is None:
        return screen("", [waiting(shell_words.LOADING)])
    (workbook,) = loaded
    schools = workbook.schools if workbook else ()
    school = next((each for each in schools if each.school_id == school_id), None)
    if workbook is None or school is None:
        return screen("", [empty(ft.Icons.SEARCH_OFF, words.NO_MATCH, words.NO_MATCH_HINT)])

    async def start() -> None:
        set_busy(True)
        try:
            visit_id = await asyncio.to_thread(begin, session, school_id, month.theme)
            ui.saved()
            await ui.page.push_route(f"/visit/{visit_id}")
        finally:
            set_busy(False)

    begun = [each for each in month.in_progress if each.school_id == school_id]
    return screen(
        school.name,
        [about(school), *latest(ui, workbook, school_id), *open_findings(workbook, school_id)],
        bottom=buttons(ui, begun, safe(start), is_busy),
    )


def begin(session: "AccountSession", school_id: str, theme: Theme | None) -> str:
    """Open a visit with the month's theme and its suggested content chosen (0-17, 2-19)."""
    items = theme.items[:MOST_ITEMS] if theme else ()
    theme_id = theme.theme_id if theme else None
    return session.visits.open_visit(school_id, theme_id=theme_id, items=items)


def buttons(ui: Ui, begun: list[Any], start: Any, is_busy: bool) -> ft.Control:
    """Start a visit, or go on with the one that was begun."""
    if begun:
        go_on = ui.go(f"/visit/{begun[0].visit_id}")
        return ft.Row(
            [main_button(words.SCHOOL_GO_ON, go_on, icon=ft.Icons.EDIT_NOTE)], expand=False
        )
    return ft.Row(
        [main_button(words.SCHOOL_START, start, icon=ft.Icons.ADD_TASK, disabled=is_busy)]
    )


def about(school: WorkbookSchool) -> ft.Control:
    """What kind of school it is, and how a visit begins."""
    marks = [
        mark(labels.SCHOOL_KIND[school.school_kind]),
        mark(labels.OWNERSHIP[school.ownership]),
        mark(school.zone_name),
    ]
    lines: list[ft.Control] = [ft.Row(marks, wrap=True)]
    if school.town:
        lines.append(quiet(school.town))
    lines.append(quiet(words.SCHOOL_WILL, 14))
    if school.circle is None:
        lines.append(notice(words.NO_POSITION))
    return card(stack(lines, 10))


def latest(ui: Ui, workbook: Workbook, school_id: str) -> list[ft.Control]:
    """My latest visits to the school, as the office sees them."""
    made = [each for each in workbook.visits if each.school_id == school_id]
    made = [each for each in made if each.state is not State.CANCELLED]
    made.sort(key=lambda each: each.visit_on, reverse=True)
    if not made:
        return [heading(words.LATEST_VISITS), card(quiet(words.NO_VISITS, 14))]
    rows: list[Any] = [
        ft.ListTile(
            title=ft.Text(each.visit_on),
            subtitle=quiet(labels.VISIT_TYPE[each.visit_type]),
            trailing=mark(labels.STATE[each.state]),
            on_click=ui.go(f"/visit/{each.visit}"),
            content_padding=0,
        )
        for each in made[:3]
    ]
    return [heading(words.LATEST_VISITS), card(ft.Column(rows, spacing=0, tight=True))]


def open_findings(workbook: Workbook, school_id: str) -> list[ft.Control]:
    """The problems that were found there and not closed."""
    found = [each for each in workbook.findings if each.school_id == school_id]
    if not found:
        return [heading(words.OPEN_FINDINGS), card(quiet(words.NO_OPEN_FINDINGS, 14))]
    return [heading(words.OPEN_FINDINGS), *(finding_card(each) for each in found)]


def finding_card(finding: WorkbookFinding) -> ft.Control:
    """One open problem."""
    marks = [mark(labels.CATEGORY[finding.category]), mark(labels.SEVERITY[finding.severity])]
    return card(
        stack(
            [
                ft.Row(marks, wrap=True),
                title(finding.text),
                quiet(f"{finding.raised_on} · {words.due_on(finding.due_on)}"),
            ]
        )
    )
