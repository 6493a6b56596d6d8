"""What one version of a checklist changes of another, as a person reads it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.register.checklist import Checklist, Item
from domain.words.checklist import demands, limits, options_said
from domain.words.values import ITEM_KIND, label

Act = Literal["added", "ended", "changed", "moved"]
"""What was done with an item."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One field as it was and as it is."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What was done with one item (``text``) in a section, or with the checklist's head."""

    act: Act
    text: str
    section: str = ""
    edits: Sequence[Edit] = ()


def difference(before: Checklist | None, after: Checklist) -> list[Change]:
    """Every change in the order of what stands now; what was ended comes last.

    Without ``before`` everything is new.
    """
    if before is None:
        return [Change("added", item.text, title) for title, item in _placed(after)]
    stood = {item.item_id: (title, item) for title, item in _placed(before)}
    stands = {item.item_id for _, item in _placed(after)}
    order = [each for each in stood if each in stands]
    moved = _moved(order, [item.item_id for _, item in _placed(after) if item.item_id in stood])
    found = [*_head(before, after)]
    titles = {each.title for each in after.sections}
    for title, item in _placed(after):
        was = stood.get(item.item_id)
        is_moved = item.item_id in moved or (was is not None and was[0] in titles - {title})
        found += _of_item(was, (title, item), is_moved)
    ended = (stood[each] for each in stood if each not in stands)
    return found + [Change("ended", item.text, title) for title, item in ended]


def said_of(item: Item) -> dict[str, str]:
    """What an item says, field by field in words; empty ones are left out."""
    told = {
        "内容": item.text,
        "答法": ITEM_KIND[item.kind],
        "选项": options_said(item),
        "数值": limits(item),
        "说明": item.hint,
        "要求": "、".join(demands(item.model_copy(update={"school_kinds": ()}))),
        "适用单位": "、".join(map(label, item.school_kinds)),
    }
    return {field: text for field, text in told.items() if text}


def _placed(checklist: Checklist) -> list[tuple[str, Item]]:
    return [(section.title, item) for section in checklist.sections for item in section.items]


def _head(before: Checklist, after: Checklist) -> Iterator[Change]:
    if before.title != after.title:
        yield Change("changed", "清单标题", "", [Edit("标题", before.title, after.title)])
    was = [each.title for each in before.sections]
    now = [each.title for each in after.sections]
    if was != now:
        edit = Edit("分组", "、".join(was), "、".join(now))
        yield Change("changed", "分组", "", [edit])


def _of_item(
    stood: tuple[str, Item] | None, stands: tuple[str, Item], is_moved: bool
) -> Iterator[Change]:
    title, item = stands
    if stood is None:
        edits = [Edit(field, "", text) for field, text in said_of(item).items() if field != "内容"]
        yield Change("added", item.text, title, edits)
        return
    was, now = said_of(stood[1]), said_of(item)
    fields = dict.fromkeys((*now, *was))
    edits = [Edit(each, was.get(each, ""), now.get(each, "")) for each in fields]
    edits = [each for each in edits if each.before != each.after]
    if edits:
        yield Change("changed", item.text, title, edits)
    if is_moved:
        place = [Edit("分组", stood[0], title)] if stood[0] != title else []
        yield Change("moved", item.text, title, place)


def _moved(was: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """Those that stand elsewhere among the others: as few as tell the new order."""
    place = {each: number for number, each in enumerate(was)}
    # The longest rising run of old places stays; whatever is not in it was moved.
    ends: list[int] = []
    run: list[str] = []
    before: dict[str, str] = {}
    for each in now:
        at = bisect_left(ends, place[each])
        before[each] = run[at - 1] if at else ""
        ends[at : at + 1], run[at : at + 1] = [place[each]], [each]
    stays, last = set[str](), run[-1] if run else ""
    while last:
        stays.add(last)
        last = before[last]
    return frozenset(now) - stays
