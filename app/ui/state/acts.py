"""One tap, one act: each act carries the token that its control was drawn with.

A token is spent by the act, not by what is drawn after it: a second tap of the same drawing finds
it spent, however late it is heard of, also while the first is still at work. With the next drawing
comes another token, and with it another control, so that a tap which was meant for the old one and
is still on its way meets nothing. What was refused or given up was not done, and may be tapped
again.
"""

import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.ui.guard import Handler, safe
from domain.ids import uuid7

GIVEN_UP = object()
"""What an act answers that did nothing after all, such as a choice that was left without one."""

CHOOSING_S = 10.0
"""How long a choice in a window of the phone's own is waited for until one may ask again."""

Act = Callable[[], Awaitable[object]]


class Token:
    """May be spent once; free again where the act came to nothing."""

    def __init__(self) -> None:
        self.id = uuid7()
        self.is_spent = False

    async def spend(self, act: Act) -> None:
        """Do the act unless it was done, or is being done, for this token."""
        if self.is_spent:
            return
        self.is_spent, is_done = True, False
        try:
            is_done = await act() is not GIVEN_UP
        finally:
            self.is_spent = is_done


@dataclass(frozen=True, slots=True)
class Tap:
    """What a control is drawn with whose tap is an act: its handler, and a key of its own."""

    handler: Handler
    key: str


@dataclass(repr=False)
class Acts:
    """The tokens of the acts that can be tapped now, and since when acts are at work, by name."""

    _tokens: dict[str, Token] = field(default_factory=dict)
    _at_work: dict[str, float] = field(default_factory=dict)

    def tap(self, name: str, act: Act, patience_s: float = math.inf) -> Tap:
        """The act for the control that is drawn now; ``name`` says what is done, and to what.

        After ``patience_s`` an act that may never end, such as a choice that a browser forgets to
        call off, can be begun anew.
        """
        token = self._tokens.setdefault(name, Token())
        return Tap(safe(lambda: self._tapped(name, token, act, patience_s)), f"{name} {token.id}")

    async def _tapped(self, name: str, token: Token, act: Act, patience_s: float) -> None:
        now, begun = time.monotonic(), self._at_work.get(name)
        if begun is not None and now - begun < patience_s:
            return
        if self._tokens.get(name) is token:
            del self._tokens[name]
        self._at_work[name] = now
        try:
            await (token if begun is None else Token()).spend(act)
        finally:
            if self._at_work.get(name) == now:
                del self._at_work[name]


def once(act: Act) -> Handler:
    """A handler of a dialog, which is opened for one act: however often it is tapped, it is one."""
    token = Token()
    return safe(lambda: token.spend(act))
