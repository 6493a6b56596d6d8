"""What the use cases ask of the phone they run on; tests have a phone of their own."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.phone.data_use import LinkKind
from domain.place.presence import Fix
from domain.trail.line import Tick


class DeviceClock(Protocol):
    """The phone's claim of the time, and the ticks that cannot be set."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def tick(self) -> Tick | None:
        """Milliseconds since the device started; None where it cannot tell."""
        ...

    def zone_minutes(self) -> int:
        """The phone's time zone now, in minutes east of UTC."""
        ...


class KeyVault(Protocol):
    """The phone's secure storage. Calls block; never call them on the event loop."""

    def get(self, name: str) -> bytes | None:
        """The secret kept under the name; None where there is none.

        A phone's own storage may raise anything: what reads keys takes that for a missing one.
        """
        ...

    def put(self, name: str, value: bytes) -> None:
        """Keep the secret under the name."""
        ...


class Device(Protocol):
    """The phone."""

    @property
    def name(self) -> str:
        """What the office reads as this device's name, such as a model."""
        ...

    @property
    def clock(self) -> DeviceClock:
        """Its clock."""
        ...

    @property
    def keys(self) -> KeyVault:
        """Its secure storage."""
        ...

    def link_kind(self) -> LinkKind:
        """What it is connected by, as last heard."""
        ...

    def free_bytes(self, folder: Path) -> int:
        """How much room is left where the folder is."""
        ...

    async def locate(self) -> Fix | None:
        """The best position of about ten seconds; None where there is none."""
        ...
