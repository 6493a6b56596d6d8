"""The system query options of OData that are served, bounded; all others are refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from domain.errors import BadInput
from sync_server.api.odata.filtering import conditions, refuse
from sync_server.data.feeds.ask import Ask
from sync_server.feeds.cursor import read_cursor
from sync_server.feeds.feed import Feed

PAGE_ROWS, MOST_SKIPPED, MOST_TOP = 1000, 100_000, 10_000_000
SERVED = ("$select", "$top", "$skip", "$skiptoken", "$filter", "$count", "$orderby", "$format")
NO_FORMAT = "$format 只有 json"


@dataclass(frozen=True, slots=True)
class Options:
    """What an address asks of a set; ``top`` is None for all rows, ``select`` empty for all."""

    ask: Ask
    select: tuple[str, ...]
    top: int | None
    counts: bool
    given: dict[str, str]


def given_options(query: str) -> dict[str, str]:
    """The system query options of an address; what does not begin with ``$`` is let pass."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if not name.startswith("$"):
            continue
        if name not in SERVED:
            raise refuse(f"不支持 {name[:40]}；支持 {'、'.join(SERVED)}")
        if name in found:
            raise BadInput(f"{name} 写了两次。", code="twice")
        found[name] = value
    if found.get("$format", "json").partition(";")[0] not in ("json", "application/json"):
        raise refuse(NO_FORMAT)
    return found


def read_options(query: str, feed: Feed, page_rows: int = PAGE_ROWS) -> Options:
    """What the address asks; BadInput for what is not served, or is wrong."""
    given = given_options(query)
    order, is_rising = _order(given.get("$orderby", ""), feed)
    top = _whole(given, "$top", MOST_TOP)
    after = read_cursor(given.get("$skiptoken", ""), feed, order)
    ask = Ask(
        district="",
        order=order,
        limit=page_rows if top is None else min(page_rows, top),
        conditions=tuple(conditions(given.get("$filter", ""), feed)),
        is_rising=is_rising,
        after=after,
        skip=_whole(given, "$skip", MOST_SKIPPED) or 0,
    )
    return Options(ask, _select(given.get("$select", ""), feed), top, _counts(given), given)


def _whole(given: dict[str, str], name: str, most: int) -> int | None:
    text = given.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or int(text) > most:
        raise BadInput(f"{name} 要写 0 到 {most} 的整数。", code="bad_option")
    return int(text)


def _counts(given: dict[str, str]) -> bool:
    text = given.get("$count", "false")
    if text not in ("true", "false"):
        raise BadInput("$count 要写 true 或 false。", code="bad_option")
    return text == "true"


def _select(text: str, feed: Feed) -> tuple[str, ...]:
    names = [each.strip() for each in text.split(",") if each.strip()]
    if "*" in names:
        return ()
    unknown = next((each for each in names if each not in feed.model.model_fields), None)
    if unknown is not None:
        message = f"{feed.plural} 没有“{unknown[:60]}”这一列。"
        raise BadInput(message, code="no_such_property")
    return tuple(each for each in feed.model.model_fields if each in names)


def _order(text: str, feed: Feed) -> tuple[tuple[str, ...], bool]:
    """The columns that rows go by, and whether they rise."""
    if not text.strip():
        return feed.order, feed.is_rising
    parts = [each.split() for each in text.split(",")]
    names, ways = [each[0] if each else "" for each in parts], [each[1:] for each in parts]
    order = feed.orders.get(names[0])
    is_known = all(way in ([], ["asc"], ["desc"]) for way in ways)
    falls = {way == ["desc"] for way in ways}
    if order is None or not is_known or len(falls) > 1 or not _begins(order, names):
        may = " 或 ".join(feed.orders)
        raise refuse(f"{feed.plural} 只能按 {may} 排序，升序 asc 或降序 desc")
    return order, not falls.pop()


def _begins(order: Sequence[str], names: Sequence[str]) -> bool:
    return list(order[: len(names)]) == list(names)
