"""A phone for tests: a clock in hand, keys in memory, and a folder of its own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from app.account.session import AccountSession
from app.sync.transport import Transport
from app.wiring import Phone, build_phone
from domain.phone.data_use import LinkKind
from domain.place.presence import Fix
from domain.trail.line import Tick
from tests.builders.trail import MAY_14

AT_SCHOOL = Fix(lat=26.598, lng=106.71, accuracy_m=8.0, age_s=2.0, source="gps")
FAR_AWAY = Fix(lat=26.65, lng=106.71, accuracy_m=8.0, age_s=2.0, source="gps")


@dataclass
class FakeClock:
    """Stands still until it is moved; every tick is one millisecond later."""

    at: datetime = MAY_14
    ms: int = 5_000_000
    boot: str = "boot-1"

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def tick(self) -> Tick | None:
        """The ticks it was set to, one more at each question."""
        self.ms += 1
        return Tick(boot=self.boot, ms=self.ms)

    def zone_minutes(self) -> int:
        """China's."""
        return 480

    def go_on(self, **duration: float) -> None:
        """Let time pass."""
        step = timedelta(**duration)
        self.at += step
        self.ms += int(step.total_seconds() * 1000)


@dataclass
class FakeKeys:
    """Secrets in memory."""

    secrets: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        """The secret, if it was put."""
        return self.secrets.get(name)

    def put(self, name: str, value: bytes) -> None:
        """Keep the secret."""
        self.secrets[name] = value


@dataclass
class FakeDevice:
    """A phone without a body."""

    name: str = "测试手机"
    clock: FakeClock = field(default_factory=FakeClock)
    keys: FakeKeys = field(default_factory=FakeKeys)
    fix: Fix | None = AT_SCHOOL
    link: LinkKind = LinkKind.UNKNOWN
    free: int = 50_000_000_000

    def link_kind(self) -> LinkKind:
        """The link it was given."""
        return self.link

    def free_bytes(self, _folder: Path) -> int:
        """The room it was given."""
        return self.free

    async def locate(self) -> Fix | None:
        """The fix it was given."""
        return self.fix


@dataclass
class Handset:
    """A phone on a folder, with the device it runs on."""

    folder: Path
    device: FakeDevice = field(default_factory=FakeDevice)
    transport: Transport | None = None

    def __post_init__(self) -> None:
        self.phone: Phone = build_phone(self.folder, self.device, self.transport)

    def practise(self) -> AccountSession:
        """The practice account at work."""
        return self.phone.accounts.open(self.phone.accounts.practise().account)

    def restart(self) -> "Handset":
        """The same folder and device after the app was ended."""
        self.phone.close()
        return Handset(self.folder, self.device, self.transport)
