"""The fields of every feed as docs/feeds.md tells them."""

from datetime import date, datetime
from typing import Any

from sync_server.feeds.feed import Feed
from sync_server.feeds.reading import FEEDS

KINDS: dict[type[Any], str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true, false",
    date: "day",
    datetime: "instant",
}


def field_tables() -> str:
    """A table of the fields of each feed, one below the other."""
    return "\n\n".join(map(_table, FEEDS))


def _table(feed: Feed) -> str:
    head = f"### {feed.title}: `/read/v1/{feed.path}`, OData `{feed.plural}`\n\n{feed.says}\n"
    lines = [head, "| field | 中文 | what it holds | `$filter` |", "| --- | --- | --- | --- |"]
    for name, field in feed.model.model_fields.items():
        kind = KINDS[feed.kind_of(name)] + (", or null" if feed.may_lack(name) else "")
        title = f"{field.title}（{field.description}）" if field.description else field.title
        ways = " ".join(sorted(feed.filters.get(name, ())))
        lines.append(f"| `{name}` | {title} | {kind} | {ways} |")
    return "\n".join(lines)
