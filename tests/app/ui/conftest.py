"""What the screens' tests start from."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.device import locator
from tests.app.ui.played_day import PlayedDay
from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation
from tests.harness.working import enrolled_at


@pytest.fixture
async def installed(tmp_path: Path) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone with nothing on it."""
    made = PlayedInstallation(tmp_path / "phone")
    yield made
    await made.kill()


@pytest.fixture
def server() -> FakeServer:
    """A server in memory that fails where it is told to; its time is the phone's."""
    made = FakeServer()
    made.set_clock(datetime.now(UTC))
    return made


@pytest.fixture
async def working(tmp_path: Path, server: FakeServer) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone whose server is the one in memory; nobody is signed in."""
    made = PlayedInstallation(tmp_path / "phone", server)
    yield made
    await made.kill()


@pytest.fixture
async def signed_in(tmp_path: Path, server: FakeServer) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone on which Chen Jing is signed in, with her workbook."""
    made = enrolled_at(tmp_path / "phone", server)
    yield made
    await made.kill()


@pytest.fixture
async def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedDay]:
    """Chen Jing at work."""
    monkeypatch.setattr(locator, "PAUSE_S", 0.0)
    made = PlayedDay(tmp_path / "phone")
    await made.begin()
    yield made
    await made.end()
