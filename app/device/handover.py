"""Giving a file of ours away: to a place on the phone, to another app, or to the browser."""

import asyncio
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import flet as ft

MOST_IN_MEMORY_BYTES = 64 * 1024 * 1024
BINARY = "application/octet-stream"


class HandoverResult(StrEnum):
    """What became of it. ``unknown``: the system did not say whether it went anywhere."""

    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways a file of this size can go."""

    may_save: bool
    may_share: bool


class Handover:
    """The system's dialogs for saving and sharing."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._picker = ft.FilePicker()
        self._share = ft.Share()
        self._launcher = ft.UrlLauncher()

    def ways(self, size_bytes: int) -> Ways:
        """Sharing needs a phone; saving on a phone or in a browser holds the file in memory."""
        is_small = size_bytes <= MOST_IN_MEMORY_BYTES
        is_desktop = not (self._is_mobile or self._page.web)
        return Ways(may_save=is_small or is_desktop, may_share=self._is_mobile)

    @property
    def _is_mobile(self) -> bool:
        platform = self._page.platform
        return not self._page.web and platform is not None and platform.is_mobile()

    async def save(self, path: Path, name: str) -> HandoverResult:
        """Let somebody choose where to keep a copy; in a browser it is a download."""
        holds = bool(self._page.web) or self._is_mobile
        data = await asyncio.to_thread(path.read_bytes) if holds else None
        try:
            chosen = await self._picker.save_file(file_name=name, src_bytes=data)
        except (RuntimeError, TimeoutError):
            return HandoverResult.FAILED
        if self._page.web:
            return HandoverResult.DONE
        if not chosen:
            return HandoverResult.CANCELLED
        if not holds:
            await asyncio.to_thread(shutil.copyfile, path, chosen)
        return HandoverResult.DONE

    async def share(self, path: Path, name: str, title: str) -> HandoverResult:
        """Give the file to another app, such as mail or a chat."""
        file = ft.ShareFile(path=str(path), name=name, mime_type=BINARY)
        try:
            result = await self._share.share_files([file], title=title)
        except (RuntimeError, TimeoutError):
            return HandoverResult.FAILED
        said = {
            ft.ShareResultStatus.SUCCESS: HandoverResult.DONE,
            ft.ShareResultStatus.DISMISSED: HandoverResult.CANCELLED,
        }
        return said.get(result.status, HandoverResult.UNKNOWN)

    async def open_page(self, url: str) -> bool:
        """Open a web page in the browser; whether that went."""
        try:
            await self._launcher.launch_url(url, mode=ft.LaunchMode.EXTERNAL_APPLICATION)
        except (RuntimeError, TimeoutError):
            return False
        return True
