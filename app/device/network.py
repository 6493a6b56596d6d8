"""What the phone is connected by, as its system says: a link, not whether a server is reached."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import flet as ft

from domain.phone.data_use import LinkKind

ASKED_FOR_S = 3.0
FREE_OF_CHARGE = frozenset({ft.ConnectivityType.WIFI, ft.ConnectivityType.ETHERNET})
METERED = frozenset({ft.ConnectivityType.MOBILE, ft.ConnectivityType.BLUETOOTH})


def link_kind(types: Iterable[ft.ConnectivityType]) -> LinkKind:
    """The kind of link that the system's list tells of; unknown for a list that says nothing."""
    found = set(types)
    if found & FREE_OF_CHARGE:
        return LinkKind.WIFI
    if found & METERED:
        return LinkKind.MOBILE
    return LinkKind.NONE if found == {ft.ConnectivityType.NONE} else LinkKind.UNKNOWN


class Network:
    """Keeps the kind of link at hand for worker threads; ``on_change`` is told of every change.

    On the web this code runs on the server, so that nothing it sends costs mobile data.
    """

    def __init__(self, page: ft.Page) -> None:
        self._is_web = bool(page.web)
        self._connectivity = ft.Connectivity(on_change=self._changed)
        self.on_change: Callable[[], Awaitable[None]] | None = None
        self.kind = LinkKind.WIFI if self._is_web else LinkKind.UNKNOWN

    async def refresh(self) -> LinkKind:
        """Ask the system anew; unknown where it does not say."""
        if not self._is_web:
            try:
                asked = self._connectivity.get_connectivity()
                self.kind = link_kind(await asyncio.wait_for(asked, ASKED_FOR_S))
            except (RuntimeError, ValueError, TimeoutError):
                self.kind = LinkKind.UNKNOWN
        return self.kind

    async def _changed(self, e: Any) -> None:
        if not self._is_web:
            self.kind = link_kind(e.connectivity)
        if self.on_change is not None:
            await self.on_change()
