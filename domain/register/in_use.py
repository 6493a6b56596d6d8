"""Whether a thing of the register is in use on a day: nothing of it is removed, it is closed."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class MayClose(Protocol):
    """What can be closed, at once or from a local day (`YYYY-MM-DD`) on."""

    @property
    def is_active(self) -> bool:
        """False for what is out of use, whatever the day."""

    @property
    def closed_on(self) -> str | None:
        """The first day on which it is not in use any more."""


def is_in_use(thing: MayClose, day: str) -> bool:
    """Whether the thing is in use on this local day."""
    return thing.is_active and (thing.closed_on is None or day < thing.closed_on)
