"""What the screens' tests start from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation


@pytest.fixture
async def installed(tmp_path: Path) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone with nothing on it."""
    made = PlayedInstallation(tmp_path / "phone")
    yield made
    await made.kill()


@pytest.fixture
def server() -> FakeServer:
    """A server in memory; set its workbook before a phone enrols."""
    return FakeServer()


@pytest.fixture
async def working(tmp_path: Path, server: FakeServer) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone whose server is the one in memory."""
    made = PlayedInstallation(tmp_path / "phone", server)
    yield made
    await made.kill()
