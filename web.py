"""The server with the phone app in the browser: the one place where both sides meet.

A web "phone" is one installation. Its folder on the server is named by a random secret that
lies in the browser's storage, so that a restart of the server finds it again. It is for
demonstrations and for phones that cannot run the app, it is not offline, and says so.
"""

import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flet as ft
import flet_web.fastapi as flet_fastapi
from fastapi import FastAPI
from pi_heif import register_heif_opener
from starlette.types import ASGIApp

from app.device.demo_network import DemoNetwork
from app.device.folder_keys import FolderKeys
from app.sync.transport import HttpTransport
from app.ui.root import Installation, start
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app, end_process

PHONE_PATH = "/app"
ASSETS = Path(__file__).resolve().parent / "assets"
SECRET_NAME = "duji.installation"  # noqa: S105
LARGEST_UPLOAD_BYTES = 60_000_000
SESSION_LASTS_S = 900
# flet tells the address of its socket.
SCHEMES = {"ws": "http", "wss": "https"}


@dataclass(frozen=True, slots=True)
class WebPhones:
    """Where the browsers' installations lie; those of a demo can play that there is no network."""

    folder: Path
    is_demo: bool = False

    @property
    def uploads(self) -> Path:
        """Where chosen pictures arrive before they are taken in."""
        return self.folder / "uploads"

    def installation(self, secret: str, page_url: str | None) -> Installation:
        """The installation of the browser that knows the secret."""
        name = hashlib.sha256(secret.encode()).hexdigest()[:32]
        folder, network = self.folder / name, DemoNetwork()
        demo: dict[str, Any] = {
            "transport": HttpTransport(is_cut=lambda: network.is_cut),
            "demo_network": network,
        }
        return Installation(
            folder=folder,
            keys=FolderKeys(folder / "keys"),
            uploads=self.uploads,
            server_url=origin(page_url),
            **(demo if self.is_demo else {}),
        )


def origin(page_url: str | None) -> str:
    """Scheme and host of an address; empty without one."""
    parts = urlsplit(page_url or "")
    scheme = SCHEMES.get(parts.scheme, parts.scheme)
    return f"{scheme}://{parts.netloc}" if parts.netloc else ""


async def installation_secret() -> str:
    """The secret in this browser's storage, made at its first visit."""
    kept = ft.SharedPreferences()
    known = await kept.get(SECRET_NAME)
    if isinstance(known, str) and known:
        return known
    secret = secrets.token_urlsafe(32)
    await kept.set(SECRET_NAME, secret)
    return secret


def phone_app(phones: WebPhones) -> ASGIApp:
    """The phone app for browsers, to be mounted; its sessions need `with_sessions`."""
    phones.uploads.mkdir(parents=True, exist_ok=True)
    # A phone has no reader of HEIC; here Python runs on the server, which has one.
    register_heif_opener()

    async def main(page: ft.Page) -> None:
        secret = await installation_secret()
        await start(page, phones.installation(secret, page.url))

    app: ASGIApp = flet_fastapi.app(
        main,
        assets_dir=str(ASSETS),
        app_name="督迹",
        app_short_name="督迹",
        no_cdn=True,
        upload_dir=str(phones.uploads.resolve()),
        max_upload_size=LARGEST_UPLOAD_BYTES,
        secret_key=secrets.token_hex(32),
        session_timeout_seconds=SESSION_LASTS_S,
    )
    return app


def with_sessions(app: FastAPI) -> FastAPI:
    """The app, which now also ends phone sessions that nobody comes back to."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(whole: FastAPI) -> AsyncIterator[None]:
        await flet_fastapi.app_manager.start()
        try:
            async with inner(whole):
                yield
        finally:
            await flet_fastapi.app_manager.shutdown()

    app.router.lifespan_context = lifespan
    return app


def create_web_app(settings: Settings, *, is_demo: bool = False) -> FastAPI:
    """The whole server with the phone app under /app/."""
    phones = WebPhones(settings.data / "web_phones", is_demo)
    server = build_server(settings, on_broken=end_process)
    return with_sessions(create_app(server, settings, {PHONE_PATH: phone_app(phones)}))
