"""A picture from a file of this installation, sent as bytes: in a browser there is no path."""

import asyncio
from pathlib import Path

import flet as ft

from app.ui.guard import part, safe
from app.ui.texts.visit import photos as words
from app.ui.widgets.pieces import quiet


@part
def Picture(path: Path | None, height: float | None = None, says: str = "") -> ft.Control:
    """The picture, or that it is not on this phone.

    ``says`` is what a screen reader says of it; without, the words beside it have to do.
    """
    data, set_data = ft.use_state(None)

    async def read() -> None:
        if path is not None and path.is_file():
            raw = await asyncio.to_thread(path.read_bytes)
            set_data(lambda _old: raw)

    ft.use_effect(safe(read), dependencies=[str(path)])
    if data is None:
        missing = path is None or not path.is_file()
        inside = quiet(words.NOT_HERE) if missing else ft.Container()
        return ft.Container(
            inside,
            height=height,
            bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
            alignment=ft.Alignment.CENTER,
        )
    fit = ft.BoxFit.COVER if height else ft.BoxFit.CONTAIN
    return ft.Image(
        src=data,
        height=height,
        fit=fit,
        gapless_playback=True,
        semantics_label=says or None,
        exclude_from_semantics=not says,
    )
