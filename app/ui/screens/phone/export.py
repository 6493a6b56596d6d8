"""Exporting what was not sent into a sealed file, and handing that file over."""

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from app.device.handover import HandoverResult
from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_value
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import export as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    empty,
    main_button,
    notice,
    progress_bar,
    quiet,
    side_button,
    stack,
    title,
    waiting,
)
from domain.errors import DujiError

if TYPE_CHECKING:
    from app.sync.trail_export import TrailFile

STEP = 0.02


def no_file() -> "TrailFile | None":
    """None was made yet."""
    return None


@page
def ExportScreen() -> ft.View:
    """What there is to export, and the file."""
    ui = use_ui()
    session = ui.session
    left = use_loaded(session.export.unsent, session)
    if left is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    if not left.entries and not left.photos:
        said = words.PRACTICE if session.facts.is_practice else words.NOTHING
        return screen(words.TITLE, [empty(ft.Icons.CLOUD_DONE_OUTLINED, said, words.WHAT_FOR)])
    return screen(
        words.TITLE,
        [
            ft.Text(words.WHAT_FOR),
            quiet(words.STAYS, 14),
            card(title(words.has(left.entries, left.photos, left.size_bytes)), key="has"),
            ExportForm(key="export"),
        ],
    )


@part
def ExportForm() -> ft.Control:
    """Making the file, then handing it over."""
    ui = use_ui()
    file, set_file = use_value(no_file())
    progress, set_progress = use_value(-1.0)
    problem, set_problem = use_value("")

    def show(share: float) -> None:
        set_progress(lambda _old: share)

    async def make() -> None:
        set_problem(lambda _old: "")
        show(0.0)
        try:
            made = await making(ui, show)
            set_file(lambda _old: made)
        except DujiError as refusal:
            said = refusal.message
            set_problem(lambda _old: said)
        finally:
            show(-1.0)

    if progress >= 0:
        return card(stack([quiet(words.MAKING, 14), progress_bar(progress, words.MAKING)], 12))
    shown: list[ft.Control] = [notice(problem, "bad", ft.Icons.ERROR_OUTLINE)] if problem else []
    if file is not None:
        return stack([*shown, ReadyFile(file, key=f"{file.name}-{file.size_bytes}")], 12)
    button = main_button(words.MAKE, safe(make), icon=ft.Icons.LOCK_OUTLINE)
    return stack([*shown, ft.Row([button])], 12)


async def making(ui: Ui, show: Any) -> "TrailFile":
    """Make the file in a worker thread, which tells the loop how far it is, not too often."""
    loop = asyncio.get_running_loop()
    told = [0.0]

    def report(share: float) -> None:
        if share - told[0] >= STEP:
            told[0] = share
            loop.call_soon_threadsafe(show, share)

    return await asyncio.to_thread(ui.session.export.make, report)


@part
def ReadyFile(file: "TrailFile") -> ft.Control:
    """The file, the ways it can go, and what happens with it."""
    ui = use_ui()
    said, set_said = use_value("")
    ways = ui.device.handing_over.ways(file.size_bytes)

    async def settle(handed: HandoverResult) -> None:
        """Note that the file is where it is safe, or say that it is not."""
        if handed in (HandoverResult.DONE, HandoverResult.UNKNOWN):
            await asyncio.to_thread(ui.session.export.note_handed_over, file)
        told = {HandoverResult.CANCELLED: words.CANCELLED, HandoverResult.FAILED: words.FAILED}
        set_said(lambda _old: told.get(handed, words.HANDED_OVER))
        say(told.get(handed, words.HANDED_OVER))

    async def save() -> None:
        await settle(await ui.device.handing_over.save(file.path, file.name))

    async def share() -> None:
        await settle(await ui.device.handing_over.share(file.path, file.name, words.TITLE))

    name = words.DOWNLOAD if ui.device.is_web else words.SAVE
    buttons: list[ft.Control] = []
    if ways.may_share:
        buttons.append(ft.Row([main_button(words.SHARE, safe(share), icon=ft.Icons.SHARE)]))
    if ways.may_save:
        buttons.append(side_button(name, safe(save), icon=ft.Icons.DOWNLOAD))
    else:
        buttons.append(quiet(words.TOO_LARGE_TO_SAVE))
    missing = [notice(f"{file.missing} {words.MISSING}")] if file.missing else []
    return card(
        stack(
            [
                title(words.READY),
                ft.Text(words.ready(file.name, file.size_bytes)),
                *missing,
                *buttons,
                *([notice(said, "good")] if said == words.HANDED_OVER else []),
                quiet(words.NEXT_TITLE, 14),
                *(ft.Text(step, size=14) for step in words.NEXT),
            ],
            12,
        ),
        key="ready",
    )
