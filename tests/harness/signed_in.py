"""Phones on which somebody is signed in: made once in a run for what they depend on, and copied.

Signing in and the first sync are shown by tests of their own; all others only start from them.
"""

import atexit
import copy
import shutil
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path

from app.device.clock import SystemClock
from app.device.folder_keys import FolderKeys
from app.wiring import build_phone
from domain.clock import format_instant
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock, FakeDevice

ADDRESS = "https://duji.example.cn"
FRESH_S = 60
"""For so long a phone that was made by the machine's clock still counts as made just now."""

TOLD = {"workbook", "at", "policies", "key", "export_key"}
"""What a server may have been told before anybody signs in; the keys are replaced by the copy's."""


@dataclass(frozen=True)
class _Made:
    folder: Path
    server: FakeServer
    ticks: int
    at: float

    def is_fresh(self, server: FakeServer, clock: FakeClock | SystemClock) -> bool:
        """Whether signing in now would leave the same."""
        by_server = abs((server.at - self.server.at).total_seconds())
        by_machine = 0 if isinstance(clock, FakeClock) else time.monotonic() - self.at
        return max(by_server, by_machine) <= FRESH_S

    def copy_to(self, folder: Path, server: FakeServer, clock: FakeClock | SystemClock) -> None:
        """Leave the phone in the folder, and server and clock as after signing in."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        for each in fields(FakeServer):
            setattr(server, each.name, copy.copy(getattr(self.server, each.name)))
        if isinstance(clock, FakeClock):
            clock.ms = self.ticks


_made: dict[object, _Made] = {}


def sign_in(
    folder: Path, server: FakeServer, clock: FakeClock | SystemClock, *accounts: str
) -> None:
    """Leave a phone with these accounts (Chen Jing without any), each with its workbook."""
    accounts = accounts or ("chen.jing",)
    if not _is_new(server) or folder.exists():
        _enrol_and_sync(folder, server, clock, accounts)
        return
    known = _what_counts(server, clock, accounts)
    made = _made.get(known)
    if made is None or not made.is_fresh(server, clock):
        made = _made[known] = _make(server, copy.copy(clock), accounts)
    made.copy_to(folder, server, clock)


def _is_new(server: FakeServer) -> bool:
    """Whether nobody has asked the server yet, and it is to fail nowhere."""
    new = FakeServer()
    names = {each.name for each in fields(FakeServer)} - TOLD
    return all(getattr(server, name) == getattr(new, name) for name in names)


def _what_counts(
    server: FakeServer, clock: FakeClock | SystemClock, accounts: tuple[str, ...]
) -> object:
    """Everything that what is left depends on, the time of day apart."""
    is_in_step = server.workbook.server_at == format_instant(server.at)
    workbook = server.workbook.model_copy(update={"server_at": ""} if is_in_step else {})
    by_hand = (clock.at, clock.ms, clock.boot) if isinstance(clock, FakeClock) else None
    policies = tuple(sorted(server.policies.items()))
    return accounts, by_hand, server.export_key is None, policies, workbook.model_dump_json()


def _make(server: FakeServer, clock: FakeClock | SystemClock, accounts: tuple[str, ...]) -> _Made:
    folder = Path(tempfile.mkdtemp(prefix="duji-signed-in-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own = FakeServer(**{name: getattr(server, name) for name in TOLD})
    _enrol_and_sync(folder, own, clock, accounts)
    ticks = clock.ms if isinstance(clock, FakeClock) else 0
    return _Made(folder, own, ticks, time.monotonic())


def _enrol_and_sync(
    folder: Path,
    server: FakeServer,
    clock: FakeClock | SystemClock,
    accounts: tuple[str, ...],
) -> None:
    device = FakeDevice(keys=FolderKeys(folder / "keys"), clock=clock)  # type: ignore[arg-type]
    phone = build_phone(folder, device, server)
    for account in accounts:
        phone.accounts.enrol(ADDRESS, account, code="123456")
        phone.accounts.open(account).sync.run()
    phone.close()
