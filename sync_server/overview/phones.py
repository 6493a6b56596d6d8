"""Phones that have not been in touch for long, or still hold photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock import parse_instant
from sync_server.access.devices import ListedDevice

QUIET_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WaitingPhone:
    """A phone in use, since when nothing was heard of it, and how many photos it holds.

    ``since`` is when it was last in touch, or signed in where it never was since.
    """

    device: ListedDevice
    since: str
    is_quiet: bool
    photos: int


@dataclass(frozen=True, slots=True)
class Phones:
    """The phones in use: how many, and those that somebody should ask after."""

    in_use: int
    waiting: Sequence[WaitingPhone]

    @property
    def by_chain(self) -> dict[str, WaitingPhone]:
        """Those that somebody should ask after, by their chain."""
        return {each.device.chain: each for each in self.waiting}

    @property
    def quiet(self) -> int:
        """How many have not been in touch for long."""
        return sum(each.is_quiet for each in self.waiting)

    @property
    def photos(self) -> int:
        """How many photos they hold together."""
        return sum(each.photos for each in self.waiting)


def phones_of(devices: Sequence[ListedDevice], held: dict[str, int], now: datetime) -> Phones:
    """The phones as they are now; ``held`` are the photos by chain that have not come.

    What was shut out or is practice is left out. Those that hold photos and those that are quiet
    are told of, the longest without a word first.
    """
    in_use = [each for each in devices if each.revoked_at is None and not each.is_practice]
    found = []
    for each in in_use:
        since = each.heard_at or each.enrolled_at
        is_quiet = now - parse_instant(since) > QUIET_AFTER
        photos = held.get(each.chain, 0)
        if is_quiet or photos:
            found.append(WaitingPhone(each, since, is_quiet, photos))
    return Phones(len(in_use), sorted(found, key=lambda each: each.since))
