"""One tap, one act: each act carries the token that its control was drawn with.

A token is spent by the act, not by what is drawn after it: a second tap of the same drawing finds
it spent, however late it is heard of, also while the first is still at work. With the next drawing
comes another token, and with it another control, so that a tap which was meant for the old one and
is still on its way meets nothing. What was refused or given up was not done, and may be tapped
again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.ui.guard import Handler, safe
from domain.ids import uuid7

GIVEN_UP = object()
"""What an act answers that did nothing after all, such as a choice that was left without one."""

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
    """The tokens of the acts that can be tapped now, and the acts that are at work, by name."""

    _tokens: dict[str, Token] = field(default_factory=dict)
    _at_work: set[str] = field(default_factory=set)

    def tap(self, name: str, act: Act) -> Tap:
        """The act for the control that is drawn now; ``name`` says what is done, and to what."""
        token = self._tokens.setdefault(name, Token())
        return Tap(safe(lambda: self._tapped(name, token, act)), f"{name} {token.id}")

    async def _tapped(self, name: str, token: Token, act: Act) -> None:
        if name in self._at_work:
            return
        if self._tokens.get(name) is token:
            del self._tokens[name]
        self._at_work.add(name)
        try:
            await token.spend(act)
        finally:
            self._at_work.discard(name)


def once(act: Act) -> Handler:
    """A handler of a dialog, which is opened for one act: however often it is tapped, it is one."""
    token = Token()
    return safe(lambda: token.spend(act))
