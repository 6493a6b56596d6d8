"""The form by which somebody writes: what it brought once does not come a second time."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class SendingForm:
    """A form that is being carried out. ``read`` answers its print, empty where it has none.

    The first writing that is taken bears it, whatever is written besides.
    """

    read: Callable[[], str]
    is_written: bool = False

    @property
    def form(self) -> str:
        """What the next writing bears."""
        return "" if self.is_written else self.read()
