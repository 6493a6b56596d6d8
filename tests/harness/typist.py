"""Somebody who types on a client that is far from the app: each side hears the other later.

The client has its own text, as a browser's field has: it shows what is typed at once, tells the
app on the next way there, and takes what the app writes into the field when that has arrived.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import flet as ft
from flet.controls.object_patch import DiffBuilder

from tests.harness.phone import PlayedPhone

Write = Callable[[int, str], None]
_listeners: list[Write] = []
_compare: Any = DiffBuilder._compare_values


def _told(self: Any, parent: Any, *compared: Any, **more: Any) -> None:
    _path, key, before, after = compared[:4]
    if key == "value" and isinstance(parent, ft.TextField) and before != after:
        for each in list(_listeners):
            each(parent._i, after)
    _compare(self, parent, *compared, **more)


DiffBuilder._compare_values = _told  # type: ignore[method-assign]


@dataclass
class FarField:
    """A text field on a client ``away_s`` from the app, or as far as its messages wait for.

    Without a distance nothing arrives until ``to_app`` and ``to_client`` are called.
    """

    phone: PlayedPhone
    control: ft.TextField
    away_s: float | None = None
    text: str = ""
    typed: str = ""
    _to_app: deque[tuple[str, Any]] = field(default_factory=deque)
    _to_client: deque[str] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.text = self.typed = self.control.value
        self._id = self.control._i

    def hears(self, control_id: int, value: str) -> None:
        """The app writes into a field."""
        if control_id == self._id:
            self._to_client.append(value)
            self._later(self.to_client)

    def edit(self, made: str) -> None:
        """The text becomes this by a key, by pasting, or by what was said; the client shows it."""
        self.text = made
        self._send("change", made)

    def tell(self, event: str) -> None:
        """The client raises an event on the field, such as its being left."""
        self._send(event, None)

    def to_app(self) -> None:
        """The next message of the client arrives, in its order, as the server takes it in."""
        if self._to_app:
            event, value = self._to_app.popleft()
            if value is not None:
                self.phone.session.apply_patch(self._id, {"value": value})
            self.phone._spawn(self.phone.session.dispatch_event(self._id, event, value))

    def to_client(self) -> None:
        """The next text that the app wrote arrives and takes the place of what stands there."""
        if self._to_client:
            self.text = self._to_client.popleft()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is on its way."""
        return not (self._to_app or self._to_client)

    def _send(self, event: str, value: Any) -> None:
        self._to_app.append((event, value))
        self._later(self.to_app)

    def _later(self, act: Callable[[], None]) -> None:
        if self.away_s is not None:
            asyncio.get_running_loop().call_later(self.away_s, act)


@contextmanager
def far_field(
    phone: PlayedPhone, control: ft.TextField, away_s: float | None = None
) -> Iterator[FarField]:
    """The field as somebody far away has it, until the block ends."""
    made = FarField(phone, control, away_s)
    _listeners.append(made.hears)
    try:
        yield made
    finally:
        _listeners.remove(made.hears)


async def type_into(far: FarField, pieces: Iterable[str], pause_s: float) -> str:
    """Type piece after piece at the end of the text, and wait until all has arrived.

    Answers what somebody has meant to type.
    """
    for piece in pieces:
        far.typed += piece
        far.edit(far.text + piece)
        await asyncio.sleep(pause_s)
    await far.phone.until(lambda: far.is_quiet)
    await far.phone.settle()
    return far.typed
