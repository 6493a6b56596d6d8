"""One page of a list with the ways to the pages around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from sync_server.data.paging import Key, Place, Side

R = TypeVar("R")

FIRST, LAST = Place(), Place(Side.LAST)


class Asked(NamedTuple):
    """Which page somebody asks for: its place, and the number it had when they saw the way."""

    place: Place = FIRST
    page: int = 1


FIRST_PAGE = Asked()


@dataclass(frozen=True, slots=True)
class Paged(Generic[R]):
    """A page's rows, of how many, and the places of the page before and the one after."""

    rows: Sequence[R]
    total: int
    page: int
    pages: int
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class Pages(Generic[R]):
    """A list by pages: ``read`` answers so many rows at a place, ``key`` tells a row's key.

    What comes meanwhile moves no row from one page to the next, as counted rows would: a page
    is next to a row. Its number is the one it had when the list was opened.
    """

    read: Callable[[Place, int], Sequence[R]]
    key: Callable[[R], Key]
    size: int

    def page(self, asked: Asked, total: int) -> Paged[R]:
        """The page asked for; an end of the list where there is nothing at that place."""
        if not total:
            return Paged((), 0, 1, 1, None, None)
        side = asked.place.side
        if side is Side.LAST:
            return self._last(total)
        if side is Side.FIRST:
            return self._found(FIRST_PAGE, total)
        found = self._found(asked, total)
        if side is Side.BEFORE and found.before is None:
            return self._found(FIRST_PAGE, total)
        return found if found.rows else self._last(total)

    def _last(self, total: int) -> Paged[R]:
        """As many rows as are left for the last page when all others are full."""
        count = total % self.size or self.size
        rows = self.read(LAST, count)
        number = self._pages(total)
        before = Place(Side.BEFORE, self.key(rows[0])) if rows and total > count else None
        return Paged(rows, total, number, number, before, None)

    def _found(self, asked: Asked, total: int) -> Paged[R]:
        """The page, with one row more read to know whether it goes on behind."""
        place, number = asked
        found = self.read(place, min(self.size + 1, total))
        goes_on = len(found) > self.size
        if place.is_backwards:
            rows, has_before, has_after = found[-self.size :], goes_on, True
        else:
            rows, has_before, has_after = found[: self.size], place.side is Side.AFTER, goes_on
        pages = self._pages(total)
        return Paged(
            rows=rows,
            total=total,
            page=min(max(number, 1), pages),
            pages=pages,
            before=Place(Side.BEFORE, self.key(rows[0])) if rows and has_before else None,
            after=Place(Side.AFTER, self.key(rows[-1])) if rows and has_after else None,
        )

    def _pages(self, total: int) -> int:
        return max(1, -(-total // self.size))
