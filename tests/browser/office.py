"""A whole office on loopback: server, console and the phone app in the browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.theme import ThemeSet
from sync_server.register.builtin import builtin_checklists, builtin_themes
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.builders.handset import PEOPLE, set_up_district, write
from tests.builders.running import running
from web import PHONE_PATH, WebPhones, phone_app, with_sessions

PASSWORD = "duji-2026-test"
PICTURES = Path(__file__).parents[2] / "artifacts" / "screenshots"


@dataclass
class MovableClock:
    """The present, moved by as much as a test says."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Office:
    """A running office: its address, its services and its clock."""

    url: str
    server: Server
    clock: MovableClock
    settings: Settings


@contextmanager
def an_office(folder: Path, database_url: str | None = None) -> Iterator[Office]:
    """An office with one district, the built-in themes, and a password for everybody."""
    secret = SecretStr(database_url) if database_url else None
    settings = Settings(data=folder, database_url=secret)
    clock = MovableClock()
    server = build_server(settings, clock)
    set_up_district(server)
    themes = [(ThemeSet(theme=theme), None) for theme in builtin_themes()]
    checklists = [(ChecklistSet(checklist=each), None) for each in builtin_checklists()]
    write(server, "wanshan", *themes, *checklists)
    for account in PEOPLE:
        server.accounts.set_password(account, PASSWORD)
    phones = phone_app(WebPhones(folder / "web_phones", is_demo=True))
    with running(with_sessions(create_app(server, settings, {PHONE_PATH: phones}))) as url:
        yield Office(url, server, clock, settings)
