"""``$filter``: comparisons of a column with a value, joined by ``and``; all else is refused.

Since only ``and`` joins, parentheses change nothing: they must pair, and are passed over.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.errors import BadInput
from sync_server.data.feeds.ask import Condition, Op, Value
from sync_server.feeds.feed import Feed

NOT_SUPPORTED = "not_supported"
LONGEST = 2000
_OPS = {each.value: each for each in Op}
# What OData has besides, told from a slip of the pen.
_MORE = frozenset({"ne", "in", "has", "or", "not", "add", "sub", "mul", "div", "mod", "any", "all"})
_TOKEN = re.compile(
    r"\s+"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<moment>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2}))"
    r"|(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_./]*)"
    r"|(?P<mark>[(),])"
)
_SAID = {str: "'文字'", int: "整数", bool: "true 或 false", date: "日期如 2026-05-01"}


class Token(NamedTuple):
    """A piece of the filter: what it is (text, day, number, word …), and how it is written."""

    kind: str
    text: str


END = Token("end", "")


def refuse(what: str) -> BadInput:
    """That this is not done here, and what is."""
    return BadInput(f"{what}。", code=NOT_SUPPORTED)


def conditions(text: str, feed: Feed) -> list[Condition]:
    """What the rows must fit.

    BadInput (``not_supported``) for what OData has and this feed has not, BadInput for what is no
    filter at all.
    """
    if not text.strip():
        return []
    if len(text) > LONGEST:
        raise BadInput(f"$filter 最长 {LONGEST} 个字符。", code="bad_filter")
    return list(_conditions([*_tokens(text), END], feed))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unreadable(text[at:])
        at = found.end()
        if found.lastgroup is not None:
            yield Token(found.lastgroup, found[0])


def _conditions(tokens: list[Token], feed: Feed) -> Iterator[Condition]:
    at = depth = 0
    while True:
        while tokens[at].text == "(":
            at, depth = at + 1, depth + 1
        yield _condition(tokens[at : at + 3], feed)
        at += 3
        while at < len(tokens) and tokens[at].text == ")":
            at, depth = at + 1, depth - 1
        if depth < 0 or at >= len(tokens):
            raise _unreadable(")")
        if tokens[at] is END:
            if depth:
                raise _unreadable("(")
            return
        if tokens[at] != Token("word", "and"):
            raise _more(tokens[at])
        at += 1


def _condition(tokens: list[Token], feed: Feed) -> Condition:
    """The comparison that three tokens make."""
    if len(tokens) < 3 or tokens[0].kind != "word" or tokens[0].text in _MORE:
        raise _more(tokens[0])
    name, op = tokens[0].text, _OPS.get(tokens[1].text)
    if tokens[1].text == "(" or op is None:
        raise _more(tokens[1])
    if name not in feed.model.model_fields:
        raise BadInput(f"{feed.plural} 没有“{name[:60]}”这一列。", code="no_such_property")
    if op not in feed.filters.get(name, ()):
        may = "、".join(f"{each}（{' '.join(sorted(ops))}）" for each, ops in feed.filters.items())
        raise refuse(f"{feed.plural} 不能按 {name} {op} 筛选；可以用：{may}")
    return Condition(name, op, _value(tokens[2], feed, name, op))


def _value(token: Token, feed: Feed, name: str, op: Op) -> Value:
    kind = feed.kind_of(name)
    if token == Token("word", "null") and op is Op.EQ and feed.may_lack(name):
        return None
    if kind is str and token.kind == "text":
        return token.text[1:-1].replace("''", "'")
    if kind is bool and token.text in ("true", "false"):
        return token.text == "true"
    if kind is int and token.kind == "number" and "." not in token.text:
        number = int(token.text[:20])
        if abs(number) < 2**63:
            return number
    # Clients that know no days compare them as texts, which is the same in this form.
    if kind is date and _is_day(day := token.text.strip("'")):
        return day
    raise BadInput(f"和 {name} 比的值要写成{_SAID[kind]}。", code="bad_filter")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _more(token: Token) -> BadInput:
    """The answer to what is no comparison: something OData has, or nothing anybody can read."""
    if token.text in _MORE or token.text == "(":
        return refuse("$filter 只支持用 and 连接的比较：列名 eq、ge、gt、le、lt 值")
    return _unreadable(token.text)


def _unreadable(text: str) -> BadInput:
    return BadInput(f"看不懂 $filter 的这里：{text[:60] or '结尾'}", code="bad_filter")
