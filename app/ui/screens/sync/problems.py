"""What went wrong, in words, each with the one thing that helps."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import safe, say
from app.ui.state.ui import Ui
from app.ui.texts import sync as words
from app.ui.widgets.pieces import notice, quiet, side_button
from app.ui.widgets.when import when
from domain.phone.app_version import Advice

if TYPE_CHECKING:
    from app.sync.progress import SyncState

# Codes where it matters what the phone takes for now.
ABOUT_TIME = ("not_secure", "wrong_date")
ROOM = "phone_full"
PORTAL = "captive_portal"
UPDATE_PATH = "/app-download"


def notices(ui: Ui, state: "SyncState", *, is_running: bool) -> list[ft.Control]:
    """Everything to know, the most urgent first; nothing where all is well."""
    return [
        *problem(ui, state, is_running=is_running),
        *clock(state),
        *update(ui, state.advice),
    ]


def problem(ui: Ui, state: "SyncState", *, is_running: bool) -> list[ft.Control]:
    """Why the last run broke off, when it is tried again, and what helps."""
    shown: list[ft.Control] = []
    if state.last_problem:
        shown.append(notice(state.last_problem, "bad", ft.Icons.CLOUD_OFF))
        if state.problem_code in ABOUT_TIME:
            shown.append(quiet(words.phone_time(when(ui.device.clock.now()))))
        if state.retry_in_s is not None and not is_running:
            shown.append(quiet(words.retry_in(state.retry_in_s)))
    if state.needs_sign_in:
        again = ui.go("/accounts/again")
        shown.append(side_button(words.SIGN_IN_AGAIN, again, icon=ft.Icons.LOGIN))
    if state.problem_code == ROOM:
        room = ui.go("/storage")
        shown.append(side_button(words.SEE_STORAGE, room, icon=ft.Icons.SD_STORAGE_OUTLINED))
    if state.problem_code == PORTAL:
        browser = opening(ui, ui.session.facts.server_url)
        shown.append(side_button(words.OPEN_BROWSER, browser, icon=ft.Icons.OPEN_IN_BROWSER))
    return shown


def clock(state: "SyncState") -> list[ft.Control]:
    """How far the phone's clock is off."""
    if state.clock_off_s is None:
        return []
    return [notice(words.clock_off(state.clock_off_s), icon=ft.Icons.ACCESS_TIME)]


def update(ui: Ui, advice: Advice) -> list[ft.Control]:
    """That there is a newer version, or that one is needed."""
    if advice is Advice.NONE or ui.device.is_web:
        return []
    text = words.UPDATE_REQUIRED if advice is Advice.REQUIRED else words.UPDATE_OFFERED
    tone = "bad" if advice is Advice.REQUIRED else "look"
    get = opening(ui, ui.session.facts.server_url + UPDATE_PATH)
    return [
        notice(text, tone, ft.Icons.SYSTEM_UPDATE),
        side_button(words.GET_UPDATE, get, icon=ft.Icons.OPEN_IN_BROWSER),
    ]


def opening(ui: Ui, url: str) -> Any:
    """A handler that opens a web page in the browser, or says its address."""

    async def open_page() -> None:
        if not await ui.device.handing_over.open_page(url):
            say(f"{words.NO_BROWSER}{url}")

    return safe(open_page)
