"""One campaign: what to do, until when, and which of its schools are still to be visited."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import flet as ft

from app.account.session import AccountSession
from app.ui.guard import page, part, say
from app.ui.screens.month.tasks import days_mark
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import campaign as words
from app.ui.texts import labels
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    empty,
    heading,
    main_button,
    mark,
    notice,
    progress_bar,
    quiet,
    silent,
    stack,
    title,
    waiting,
)
from app.visits.campaigns import CampaignTask
from domain.clock import local_date
from domain.kinds.campaign.course import CampaignState
from domain.wire.workbook import Workbook, WorkbookCampaign, WorkbookSchool


@page
def CampaignScreen() -> ft.View:
    """The campaign that the route names; a tap on a school goes there under it."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    campaign_id = ft.use_route_params().get("campaign_id", "")
    loaded = use_loaded(lambda: read(session, campaign_id, today), session, campaign_id, today)
    if loaded is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    task, workbook, awaits = loaded
    if task is None:
        return screen(words.TITLE, [empty(ft.Icons.SEARCH_OFF, words.GONE, words.GONE_HINT)])
    schools = {each.school_id: each for each in workbook.schools} if workbook else {}
    done = [each for each in task.campaign.schools if each in task.done]
    return screen(
        words.TITLE,
        [
            *before(task, awaits=awaits),
            about(ui, task),
            *rows(ui, task, schools, (words.LEFT, task.left)),
            *rows(ui, task, schools, (words.DONE, done)),
        ],
    )


def read(
    session: AccountSession, campaign_id: str, today: date
) -> tuple[CampaignTask | None, Workbook | None, bool]:
    """The campaign where it is known here, the workbook, and whether it awaits a receipt."""
    tasks = {each.campaign.campaign_id: each for each in session.month(today).campaigns}
    task = tasks.get(campaign_id)
    awaits = task is not None and session.campaign_receipts.awaits(task.campaign)
    return task, session.workbook(), awaits


def before(task: CampaignTask, *, awaits: bool) -> list[ft.Control]:
    """What comes before one goes anywhere: signing for it, and waiting for the beginning."""
    campaign = task.campaign
    is_before = campaign.state is CampaignState.APPROVED
    said = words.NOT_BEGUN if is_before else words.FIELD_OVER
    is_running = campaign.state is CampaignState.RUNNING
    return [
        *([] if is_running else [notice(said, icon=ft.Icons.SCHEDULE)]),
        *([Receipt(campaign, key="receipt")] if awaits else []),
    ]


@part
def Receipt(campaign: WorkbookCampaign) -> ft.Control:
    """The button that signs for it."""
    ui = use_ui()
    receipts = ui.session.campaign_receipts

    async def receive() -> None:
        await asyncio.to_thread(receipts.receive, campaign)
        ui.saved()
        say(words.RECEIVED)

    tap = ui.acts.tap(f"receive {campaign.campaign_id}", receive)
    button = main_button(words.RECEIVE, tap, icon=ft.Icons.HOW_TO_REG_OUTLINED)
    return card(stack([quiet(words.RECEIVE_HINT), ft.Row([button])], 12))


def in_words(ui: Ui, campaign: WorkbookCampaign) -> list[ft.Control]:
    """One's team, and the fields of the plan that were filled."""
    people = {each.account: each.name for each in ui.workbook.people} if ui.workbook else {}
    people[ui.session.facts.account] = ui.session.facts.name
    names = [people.get(each, each) for each in campaign.people]
    told = (
        (words.SCOPE, campaign.scope),
        (words.DEMANDS, campaign.demands),
        (words.REPORTING, campaign.reporting),
    )
    return [
        *([quiet(words.team(campaign.team, names), 14)] if campaign.team else []),
        *(each for name, text in told if text for each in (quiet(name), ft.Text(text, size=15))),
    ]


def about(ui: Ui, task: CampaignTask) -> ft.Control:
    """What the campaign is."""
    campaign = task.campaign
    theme = ui.themes().get(campaign.theme_id or "")
    total = len(campaign.schools)
    facts = [
        mark(labels.VISIT_TYPE[campaign.visit_type]),
        days_mark(task),
        *([mark(theme.title)] if theme else []),
    ]
    how_far = words.progress(len(task.done), total)
    bar = silent(progress_bar(len(task.done) / max(1, total), how_far))
    counted = [quiet(how_far, 14), bar] if total else []
    return card(
        stack(
            [
                title(campaign.title),
                ft.Row(facts, wrap=True, spacing=8, run_spacing=4),
                quiet(words.between(campaign.from_on, campaign.to_on)),
                *counted,
                quiet(words.BRIEF),
                ft.Text(campaign.brief or words.NO_BRIEF, size=15),
                *in_words(ui, campaign),
                *([] if total else [quiet(words.NO_SCHOOLS)]),
            ],
            10,
        )
    )


def rows(
    ui: Ui,
    task: CampaignTask,
    schools: dict[str, WorkbookSchool],
    group: tuple[str, Sequence[str]],
) -> list[ft.Control]:
    """A group of the campaign's schools: its name and their ids."""
    name, listed = group
    if not listed:
        return []
    tiles: list[Any] = [tile(ui, task, schools.get(each), each) for each in listed]
    count = quiet(f"{len(listed)}")
    return [heading(name, count), card(ft.Column(tiles, spacing=0, tight=True))]


def self_check_word(task: CampaignTask, school_id: str) -> str:
    """What the school reported of itself, in a few words; empty where nothing was asked."""
    if not task.campaign.asks_self_checks:
        return ""
    report = task.self_check(school_id)
    if report is None:
        return words.NO_SELF_CHECK
    return words.CHECKED_FOUND if report.has_problems else words.CHECKED_CLEAR


def tile(ui: Ui, task: CampaignTask, school: WorkbookSchool | None, school_id: str) -> ft.Control:
    """One school; one that the register has lost cannot be gone to."""
    is_done = school_id in task.done
    end = ft.Icon(ft.Icons.CHEVRON_RIGHT) if school else None
    end = ft.Icon(ft.Icons.CHECK_CIRCLE, color=ft.Colors.PRIMARY) if is_done else end
    campaign_id = task.campaign.campaign_id
    facts = f"{labels.SCHOOL_KIND[school.school_kind]} · {school.zone_name}" if school else ""
    facts = " · ".join(filter(None, (facts, self_check_word(task, school_id))))
    return ft.ListTile(
        key=f"campaign-school-{school_id}",
        title=title(school.name if school else school_id),
        subtitle=quiet(facts or words.UNKNOWN),
        trailing=end,
        on_click=ui.go(f"/school/{school_id}/{campaign_id}") if school else None,
        content_padding=0,
    )
