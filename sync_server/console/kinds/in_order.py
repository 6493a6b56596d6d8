"""A list that is small enough to be looked through whole, in an order of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sync_server.console.form_fields import Options
from sync_server.console.kinds.list_page import Listed
from sync_server.data.paging import Key, Place, Side

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class InOrder(Generic[R]):
    """Those of ``whole`` that are ``wanted``, by pages next to the row with a code.

    That row may be none of the wanted any more: what follows it is found all the same.
    """

    whole: Sequence[R]
    wanted: Callable[[R], bool]
    code: Callable[[R], str]

    @property
    def total(self) -> int:
        """How many are wanted."""
        return sum(map(self.wanted, self.whole))

    def key(self, row: R) -> Key:
        """What an address calls the row."""
        return (self.code(row),)

    def read(self, place: Place, limit: int) -> list[R]:
        """At most so many of them at the place; none next to a row that never was."""
        rows = list(self.whole)
        if place.key:
            here = next((n for n, each in enumerate(rows) if self.key(each) == place.key), None)
            if here is None:
                return []
            rows = rows[here + 1 :] if place.side is Side.AFTER else rows[:here]
        found = [each for each in rows if self.wanted(each)]
        return found[-limit:] if place.is_backwards else found[:limit]

    def listed(self, options: Options | None = None, note: str = "") -> Listed[R]:
        """These rows as those of a list."""
        return Listed(self.read, self.key, self.total, options or {}, note)
