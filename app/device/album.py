"""Choosing pictures from the album; in a browser they are uploaded to where this code runs."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import flet as ft

UPLOAD_WAIT_S = 120.0
LINK_LASTS_S = 600


@dataclass(frozen=True, slots=True)
class PickedPhoto:
    """A chosen picture; ``path`` is None where it did not come through."""

    name: str
    path: Path | None
    is_temporary: bool = False

    async def read(self) -> bytes:
        """Its bytes; OSError when it did not come through."""
        if self.path is None:
            raise OSError(f"{self.name} did not arrive")
        return await asyncio.to_thread(self.path.read_bytes)

    def discard(self) -> None:
        """Remove the copy that was made for reading; the album's own file is not touched."""
        if self.path is not None and self.is_temporary:
            self.path.unlink(missing_ok=True)


class Album:
    """The system's picture chooser. ``uploads`` is the folder that a browser uploads to."""

    def __init__(self, page: ft.Page, uploads: Path | None) -> None:
        self._page = page
        self._uploads = uploads
        self._picker = ft.FilePicker(on_upload=self._uploaded)
        self._arrival: asyncio.Future[bool] | None = None

    async def pick(self) -> list[PickedPhoto]:
        """The chosen pictures; empty when somebody thinks better of it."""
        chosen = await self._picker.pick_files(
            file_type=ft.FilePickerFileType.IMAGE, allow_multiple=True
        )
        return [await self._bring(file) for file in chosen or []]

    async def _bring(self, file: Any) -> PickedPhoto:
        if not self._page.web:
            return PickedPhoto(file.name, Path(file.path) if file.path else None)
        if self._uploads is None:
            return PickedPhoto(file.name, None)
        stored = f"{uuid4().hex}.upload"
        self._arrival = asyncio.get_running_loop().create_future()
        url = self._page.get_upload_url(stored, LINK_LASTS_S)
        await self._picker.upload(
            [ft.FilePickerUploadFile(upload_url=url, id=file.id, name=file.name)]
        )
        try:
            has_come = await asyncio.wait_for(self._arrival, UPLOAD_WAIT_S)
        except TimeoutError:
            has_come = False
        return PickedPhoto(
            file.name, self._uploads / stored if has_come else None, is_temporary=True
        )

    def _uploaded(self, e: Any) -> None:
        if self._arrival is None or self._arrival.done():
            return
        if e.error:
            self._arrival.set_result(False)
        elif e.progress is not None and e.progress >= 1.0:
            self._arrival.set_result(True)
