"""Turning the pages of a list: where a page is stands in its address, as the row it is next to."""

from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlencode

from pydantic import BaseModel

from sync_server.data.paging import Place, Side
from sync_server.review.paging import FIRST, LAST, Asked, Paged

MARK = "."


class Way(NamedTuple):
    """A link to another page of the list; ``rel`` is empty for its two ends."""

    words: str
    rel: str
    address: str


class Turned(BaseModel):
    """The fields of a list's address that say which page; the list adds its filters.

    ``at`` is bounded by a pattern there, which lets through what ``key`` can be made of. The
    list stands at ``anchor`` of the page at ``home``.
    """

    home: ClassVar[str]
    anchor: ClassVar[str] = ""
    key: ClassVar[tuple[type[str] | type[int], ...]]

    at: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """The list's address with these fields changed; of its first page unless they say."""
        fields = {**self.model_dump(exclude={"at", "page"}), **changes}
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"{self.home}?{query}" if query else self.home

    @property
    def asked(self) -> Asked:
        """The page that the address means."""
        side, *parts = (self.at or Side.FIRST).split(MARK, len(self.key))
        key = tuple(make(part) for make, part in zip(self.key, parts, strict=False))
        return Asked(Place(Side(side), key), self.page)

    def ways(self, paged: Paged[Any]) -> list[Way]:
        """From this page to the first one, the one before, the one after and the last one."""
        ways = []
        if paged.before:
            ways.append(Way("首页", "", self._to(FIRST, 0)))
            ways.append(Way("上一页", "prev", self._to(paged.before, paged.page - 1)))
        if paged.after:
            ways.append(Way("下一页", "next", self._to(paged.after, paged.page + 1)))
            ways.append(Way("末页", "", self._to(LAST, 0)))
        return ways

    def _to(self, place: Place, page: int) -> str:
        if place.side is Side.FIRST:
            return self.address() + self.anchor
        at = MARK.join(map(str, (place.side, *place.key)))
        return self.address(at=at, page=page) + self.anchor
