"""The clock of the machine this runs on."""

import time
from datetime import UTC, datetime
from pathlib import Path

from domain.ids import uuid7
from domain.trail.line import Tick

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# One that goes on while the device sleeps: Linux and Android, then Apple's.
_SLEEPLESS = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW")
WEB_PREFIX = "web-"


class SystemClock:
    """Time and ticks of this machine; ``is_web`` where they are not the user's own device's."""

    def __init__(self, *, is_web: bool = False, boot_id: Path = BOOT_ID) -> None:
        found = (getattr(time, name, None) for name in _SLEEPLESS)
        self._source: int | None = next((each for each in found if each is not None), None)
        self._boot = (WEB_PREFIX if is_web else "") + _boot_of(boot_id)

    def now(self) -> datetime:
        """The present instant in UTC, as this machine's clock says."""
        return datetime.now(UTC)

    def tick(self) -> Tick | None:
        """Milliseconds since start, sleep included; None where this system does not say."""
        if self._source is None:
            return None
        return Tick(boot=self._boot, ms=time.clock_gettime_ns(self._source) // 1_000_000)

    def zone_minutes(self) -> int:
        """This machine's time zone now, in minutes east of UTC."""
        offset = datetime.now(UTC).astimezone().utcoffset()
        return int(offset.total_seconds() // 60) if offset is not None else 0


def _boot_of(boot_id: Path) -> str:
    """Which start of the machine this is.

    Where the system does not tell, every start of the app counts as one: ticks are then
    compared less often than they could be, and never wrongly.
    """
    try:
        return boot_id.read_text("ascii").strip()
    except OSError:
        return f"app-{uuid7()}"
