"""The diagnostics file: all of it to read first, then to hand over."""

import asyncio

import flet as ft

from app.device.handover import HandoverResult
from app.ui.guard import page, safe, say
from app.ui.state.ui import use_loaded, use_ui
from app.ui.texts import export as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, main_button, quiet, side_button, waiting


@page
def DiagnosticsScreen() -> ft.View:
    """What the file says."""
    ui = use_ui()
    phone = ui.phone
    text = use_loaded(lambda: phone.diagnostics.text() if phone else "")
    if not text or phone is None:
        return screen(words.DIAGNOSTICS_TITLE, [waiting(shell_words.LOADING)])

    async def save() -> None:
        path = await asyncio.to_thread(phone.diagnostics.write)
        tell(await ui.device.handing_over.save(path, words.DIAGNOSTICS_FILE))

    async def share() -> None:
        path = await asyncio.to_thread(phone.diagnostics.write)
        tell(
            await ui.device.handing_over.share(
                path, words.DIAGNOSTICS_FILE, words.DIAGNOSTICS_TITLE
            )
        )

    name = words.DOWNLOAD if ui.device.is_web else words.SAVE
    buttons: list[ft.Control] = [side_button(name, safe(save), icon=ft.Icons.DOWNLOAD)]
    if ui.device.handing_over.ways(len(text)).may_share:
        buttons.append(main_button(words.SHARE, safe(share), icon=ft.Icons.SHARE))
    return screen(
        words.DIAGNOSTICS_TITLE,
        [
            quiet(words.DIAGNOSTICS_WHAT, 14),
            card(ft.Text(text, size=12), key="diagnostics"),
        ],
        bottom=ft.Row(buttons, spacing=12),
    )


def tell(handed: HandoverResult) -> None:
    """Say what became of the file."""
    told = {HandoverResult.CANCELLED: words.CANCELLED, HandoverResult.FAILED: words.FAILED}
    say(told.get(handed, words.DIAGNOSTICS_HANDED))
