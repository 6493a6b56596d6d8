"""How much room the app takes, what of it may go and why other things may not, and cleaning up."""

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, safe, say
from app.ui.state.ui import use_loaded, use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import storage as words
from app.ui.texts.sync import size
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    heading,
    main_button,
    notice,
    progress_bar,
    quiet,
    stack,
    title,
    waiting,
)

if TYPE_CHECKING:
    from app.storage.storage import Usage


@page
def StorageScreen() -> ft.View:
    """Room used and room to be made."""
    ui = use_ui()
    phone = ui.phone
    usage = use_loaded(lambda: phone.storage.usage() if phone else None)
    is_busy, set_busy = ft.use_state(False)
    if usage is None or phone is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])

    async def clean() -> None:
        set_busy(True)
        try:
            freed = await asyncio.to_thread(phone.storage.free)
        finally:
            set_busy(False)
        say(words.cleaned(freed.files, freed.size_bytes) if freed.files else words.CLEANED_NOTHING)
        ui.changes.number += 1

    little = [notice(words.LITTLE_ROOM, "bad", ft.Icons.SD_STORAGE_OUTLINED)]
    return screen(
        words.TITLE,
        [
            *(little if usage.is_little_room else []),
            used(usage),
            heading(words.MAY_GO_TITLE),
            may_go(usage, safe(clean), is_busy=is_busy),
            *kept(usage),
            heading(words.RULE_TITLE),
            card(stack([ft.Text(f"· {rule}", size=14) for rule in words.RULES], 8)),
        ],
    )


def used(usage: "Usage") -> ft.Control:
    """The room each kind takes."""
    kinds = (
        (words.RECORDS, usage.records),
        (words.PHOTOS, usage.photos),
        (words.ORIGINALS, usage.originals),
        (words.PREVIEWS, usage.previews),
    )
    return card(
        stack(
            [
                line(title(words.TOTAL), title(size(usage.total))),
                *(kind_row(name, part, usage.total) for name, part in kinds),
                line(quiet(words.FREE, 14), quiet(size(usage.free), 14)),
            ],
            12,
        ),
        key="used",
    )


def kind_row(name: str, part: int, total: int) -> ft.Control:
    """One kind, and its share."""
    share = part / total if total else 0.0
    return stack([line(ft.Text(name), ft.Text(size(part))), progress_bar(share, name)], 4)


def line(name: ft.Control, value: ft.Control) -> ft.Control:
    """A name on the left and its size on the right."""
    return ft.Row([ft.Container(name, expand=True), value])


def may_go(usage: "Usage", clean: Any, *, is_busy: bool) -> ft.Control:
    """What could go now, and the button that lets it go."""
    if not usage.may_go_files:
        return card(quiet(words.NOTHING_MAY_GO, 14))
    said = ft.Text(words.may_go(usage.may_go_files, usage.may_go_bytes))
    button = main_button(
        words.CLEAN, clean, icon=ft.Icons.CLEANING_SERVICES_OUTLINED, disabled=is_busy
    )
    return card(stack([said, ft.Row([button])], 12), key="may-go")


def kept(usage: "Usage") -> list[ft.Control]:
    """What has to stay, for which reason."""
    reasons = [*dict.fromkeys([*usage.kept_photos, *usage.kept_originals])]
    if not reasons:
        return []
    rows: list[ft.Control] = [
        stack(
            [
                ft.Text(words.WHY[reason]),
                quiet(
                    words.kept(
                        usage.kept_photos.get(reason, 0), usage.kept_originals.get(reason, 0)
                    )
                ),
            ],
            2,
        )
        for reason in reasons
    ]
    return [heading(words.KEPT_TITLE), card(stack(rows, 12), key="kept")]
