"""One place before a visit: what is open there, when somebody was there last, and the start."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import Handler, page, safe
from app.ui.hooks import use_value
from app.ui.screens.findings.open_finding import look_button, open_finding_card
from app.ui.state.acts import Tap
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import campaign as campaign_words
from app.ui.texts import choose as choose_words
from app.ui.texts import labels
from app.ui.texts import school as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    empty,
    heading,
    main_button,
    mark,
    notice,
    quiet,
    side_button,
    stack,
    title,
    waiting,
)
from app.ui.widgets.state_mark import state_mark
from app.ui.widgets.when import day_text
from app.visits.campaigns import CampaignTask
from app.visits.opening import VisitPreview
from domain.clock import local_date
from domain.errors import NotFound
from domain.wire.workbook import WorkbookSchool
from domain.words.visit import said_of

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from app.visits.records import VisitSummary
    from app.visits.school import SchoolView


@page
def SchoolScreen() -> ft.View:
    """The school the route names, under the campaign it names if it does."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    params = ft.use_route_params()
    school_id = params.get("school_id", "")
    named = Choice(school_id, params.get("campaign_id"))
    picked, pick = use_value((named, named.campaign_id))
    # Another route to another school may find this screen still there.
    chosen = picked[1] if picked[0] == named else named.campaign_id
    is_busy, set_busy = ft.use_state(False)
    loaded = use_loaded(
        lambda: read(session, school_id, today, chosen), session, today, school_id, chosen
    )
    if loaded is None or loaded.school_id != school_id:
        return screen("", [waiting(shell_words.LOADING)])
    view = loaded.view
    if view is None:
        nothing = empty(ft.Icons.SEARCH_OFF, choose_words.NO_MATCH, choose_words.NO_MATCH_HINT)
        return screen("", [nothing])

    async def start() -> str:
        set_busy(True)
        try:
            begin = session.visits.begin_visit
            visit_id = await asyncio.to_thread(begin, school_id, today, chosen)
            ui.saved()
            await ui.page.push_route(f"/visit/{visit_id}")
        finally:
            set_busy(False)
        return visit_id

    async def arrive() -> None:
        controller = ui.controller(await start())
        await controller.load()
        ui.page.run_task(safe(ui.check_in_flow(controller, is_leaving=False).begin))

    async def plan_stop() -> None:
        await ui.note(lambda: session.visits.add_stop(today, school_id))

    begin_it = ui.acts.tap(f"begin {school_id} {chosen}", start)
    arrive_it = ui.acts.tap(f"begin {school_id} {chosen}", arrive)
    acts = Acts(begin_it, arrive_it, safe(plan_stop), is_busy)
    return screen(
        view.school.name,
        [
            about(view.school, is_planned=loaded.is_planned),
            *task_chips(view.campaigns, chosen, lambda each: pick(lambda _old: (named, each))),
            *self_check(view, chosen),
            ready_card(view, loaded.ready),
            *open_findings(ui, view, today),
            *latest(ui, view),
        ],
        bottom=buttons(ui, view, loaded, acts),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The school and the campaign that the route names."""

    school_id: str
    campaign_id: str | None


@dataclass(frozen=True, slots=True)
class Before:
    """The school (no view where there is none such), and what a visit there would begin with."""

    school_id: str
    view: "SchoolView | None"
    ready: VisitPreview
    is_planned: bool
    today: date


def read(session: "AccountSession", school_id: str, today: date, campaign_id: str | None) -> Before:
    """All that the screen shows."""
    visits = session.visits
    try:
        view = visits.school(school_id, today)
    except NotFound:
        view = None
    planned = {each.school_id for each in visits.day(today).planned}
    ready = visits.ready(today, school_id, campaign_id)
    return Before(school_id, view, ready, school_id in planned, today)


@dataclass(frozen=True, slots=True)
class Acts:
    """What one can do there; nothing while a visit is being opened."""

    start: Tap
    arrive: Tap
    plan_stop: Handler
    is_busy: bool


def buttons(ui: Ui, view: "SchoolView", before: Before, acts: Acts) -> ft.Control:
    """Start a visit, or go on with the one that was begun; or put it into the day's plan.

    Who comes by the day's plan may start and check in at one tap.
    """
    if not view.begun:
        is_planned = before.is_planned
        return ft.Row(
            [
                side_button(words.ARRIVE, acts.arrive, disabled=acts.is_busy)
                if is_planned
                else side_button(words.PLAN_STOP, acts.plan_stop),
                main_button(words.START, acts.start, icon=ft.Icons.ADD_TASK, disabled=acts.is_busy),
            ],
            spacing=12,
        )
    newest = view.begun[0]
    is_today = newest.visit_on == before.today.isoformat()
    today_words = said_of(newest.visit_type, words.GO_ON)
    name = today_words if is_today else words.go_on(date.fromisoformat(newest.visit_on))
    go_on = main_button(name, ui.go(f"/visit/{newest.visit_id}"), icon=ft.Icons.EDIT_NOTE)
    anew = side_button(words.START_ANEW, acts.start, disabled=acts.is_busy)
    return ft.Row([anew, go_on], spacing=12)


def about(school: WorkbookSchool, *, is_planned: bool) -> ft.Control:
    """What kind of place it is, whether one goes there today, and how a visit begins."""
    marks = [
        mark(labels.SCHOOL_KIND[school.school_kind]),
        mark(labels.OWNERSHIP[school.ownership]),
        mark(school.zone_name),
        *([mark(words.PLANNED, "good")] if is_planned else []),
    ]
    lines: list[ft.Control] = [ft.Row(marks, wrap=True, spacing=8, run_spacing=4)]
    if school.town:
        lines.append(quiet(school.town))
    lines.append(quiet(words.WILL, 14))
    if school.circle is None:
        lines.append(notice(words.NO_POSITION))
    return card(stack(lines, 10))


def task_chips(
    tasks: tuple[CampaignTask, ...], chosen: str | None, pick: Callable[[str | None], None]
) -> list[ft.Control]:
    """What the visit is for, where a campaign asks for one too."""
    if not tasks:
        return []
    offered: list[tuple[str | None, str]] = [(None, words.MONTHLY)]
    offered += [(each.campaign.campaign_id, each.campaign.title) for each in tasks]
    chips = [
        ft.Chip(
            label=ft.Text(name),
            selected=each == chosen,
            show_checkmark=each == chosen,
            on_select=safe(lambda e, each=each: pick(each)),
            key=f"task-{each}",
        )
        for each, name in offered
    ]
    return [heading(words.TASK), ft.Row([*chips], wrap=True, spacing=8, run_spacing=4)]


def self_check(view: "SchoolView", chosen: str | None) -> list[ft.Control]:
    """What the school reported of itself for the chosen campaign, to be looked at there."""
    of_it = (each for each in view.campaigns if each.campaign.campaign_id == chosen)
    task = next((each for each in of_it if each.campaign.asks_self_checks), None)
    if task is None:
        return []
    report = task.self_check(view.school.school_id)
    if report is None:
        return [notice(campaign_words.NO_SELF_CHECK_HINT)]
    has_problems = report.has_problems
    said = campaign_words.CHECKED_FOUND if has_problems else campaign_words.CHECKED_CLEAR
    head = ft.Row([mark(said), quiet(campaign_words.reported(report.reported_on))], spacing=8)
    text = [ft.Text(report.text, size=15)] if report.text else []
    return [heading(campaign_words.SELF_CHECK), card(stack([head, *text], 10))]


def ready_card(view: "SchoolView", ready: VisitPreview) -> ft.Control:
    """What is there already when the visit is opened."""
    opening = ready.opening
    size = words.checklist(ready.checklist_items) if ready.checklist_items else words.NO_CHECKLIST
    facts = [labels.VISIT_TYPE[opening.visit_type], words.items(len(opening.items)), size]
    due = sum(each.is_due for each in view.findings)
    facts += [words.to_follow_up(due)] if due else []
    people = [quiet(words.with_people(list(ready.people)))] if ready.people else []
    return card(
        stack(
            [
                quiet(words.READY),
                title(ready.theme or words.NO_THEME),
                quiet(" · ".join(facts), 14),
                *people,
            ],
            4,
        )
    )


def open_findings(ui: Ui, view: "SchoolView", today: date) -> list[ft.Control]:
    """The problems that were found there and not closed, the most urgent first."""
    if not view.findings:
        return [heading(words.FINDINGS), card(quiet(words.NO_FINDINGS, 14))]
    cards = [
        open_finding_card(each, today, view.school, acts=[look_button(ui, each, today)])
        for each in view.findings
    ]
    return [heading(words.FINDINGS), *cards]


def latest(ui: Ui, view: "SchoolView") -> list[ft.Control]:
    """My latest visits there."""
    if not view.latest:
        return [heading(words.LATEST), card(quiet(words.NO_VISITS, 14))]
    tiles: list[Any] = [latest_tile(ui, each) for each in view.latest]
    return [heading(words.LATEST), card(ft.Column(tiles, spacing=0, tight=True))]


def latest_tile(ui: Ui, visit: "VisitSummary") -> ft.Control:
    """One visit made."""
    return ft.ListTile(
        title=ft.Text(day_text(date.fromisoformat(visit.visit_on))),
        subtitle=quiet(labels.VISIT_TYPE[visit.visit_type]),
        trailing=state_mark(visit.state),
        on_click=ui.go(f"/visit/{visit.visit_id}"),
        content_padding=0,
        key=f"latest-{visit.visit_id}",
    )
