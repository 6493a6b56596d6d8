"""The phone (or, on the web, the browser) that flet shows the app on."""

import asyncio
import shutil
from pathlib import Path

import flet as ft

from app.device.album import Album
from app.device.clock import SystemClock
from app.device.device import KeyVault
from app.device.flet_keys import SecureKeys
from app.device.handover import Handover
from app.device.locator import Locator, monotonic
from app.device.network import Network
from domain.phone.data_use import LinkKind
from domain.place.presence import Fix


class FletDevice:
    """The device as the use cases need it; made on the event loop, inside the app's main.

    On the web the keys lie in the installation's folder (``keys``), because this code runs
    on the server. ``name`` is what the office reads.
    """

    def __init__(
        self, page: ft.Page, name: str, keys: KeyVault | None = None, uploads: Path | None = None
    ) -> None:
        self.is_web = bool(page.web)
        self.name = name
        self.clock = SystemClock(is_web=self.is_web)
        self.keys: KeyVault = keys or SecureKeys(asyncio.get_running_loop())
        self.locator = Locator(page, self.clock.now, monotonic)
        self.album = Album(page, uploads)
        self.network = Network(page)
        self.handing_over = Handover(page)

    def link_kind(self) -> LinkKind:
        """What it is connected by, as last heard."""
        return self.network.kind

    def free_bytes(self, folder: Path) -> int:
        """How much room is left where the folder is."""
        return shutil.disk_usage(folder).free

    async def locate(self) -> Fix | None:
        """The best position of about ten seconds; None where there is none."""
        return (await self.locator.locate()).fix
