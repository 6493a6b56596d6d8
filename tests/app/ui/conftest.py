"""What the screens' tests start from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.harness.installation import PlayedInstallation


@pytest.fixture
async def installed(tmp_path: Path) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone with nothing on it."""
    made = PlayedInstallation(tmp_path / "phone")
    yield made
    await made.kill()
