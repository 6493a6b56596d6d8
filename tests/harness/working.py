"""An installation on which somebody is signed in already, at a server in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.account.session import AccountSession
from app.device.clock import SystemClock
from app.device.folder_keys import FolderKeys
from app.wiring import build_phone
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock, FakeDevice
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.signed_in import sign_in


def enrolled_at(folder: Path, server: FakeServer, *accounts: str) -> PlayedInstallation:
    """The app with these accounts (Chen Jing without any), each with its workbook."""
    sign_in(folder, server, FakeClock(), *accounts)
    return PlayedInstallation(folder, server)


@contextmanager
def signed_in_before(
    folder: Path, server: FakeServer, clock: FakeClock | SystemClock | None = None
) -> Iterator[AccountSession]:
    """Chen Jing at work on a phone whose app then ends; by the machine's clock without another.

    Signed in and synced without a screen, which other tests look at.
    """
    clock = clock or SystemClock()
    sign_in(folder, server, clock)
    device = FakeDevice(keys=FolderKeys(folder / "keys"), clock=clock)  # type: ignore[arg-type]
    phone = build_phone(folder, device, server)
    yield phone.accounts.open("chen.jing")
    phone.close()


async def at_month(installed: PlayedInstallation) -> PlayedPhone:
    """The app, started, on its first tab."""
    return await installed.open("我的学校")


async def begin(phone: PlayedPhone, school: str = "第1小学") -> None:
    """Open a visit at the school."""
    await phone.press(school)
    await phone.wait_for("开始这次督导")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")


async def sync(installed: PlayedInstallation, phone: PlayedPhone) -> None:
    """Tap through to the sync page and sync."""
    await phone.navigate("/sync")
    await phone.wait_for("立即同步")
    await run(installed, phone)


async def run(installed: PlayedInstallation, phone: PlayedPhone) -> None:
    """Sync once more from the sync page, after whatever sync runs by itself."""
    auto_sync = installed.ui.auto_sync
    assert auto_sync is not None
    await phone.until(lambda: not auto_sync.board.is_running and "立即同步" in phone.texts())
    await phone.press("立即同步")
    await phone.until(lambda: not auto_sync.board.is_running)
    await phone.settle()
