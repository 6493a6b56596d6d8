"""What keeps a draft of a checklist from being published, each where it is mended."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.register.checklist import NOT_APPLICABLE
from domain.register.drafting.draft import (
    MOST_ITEMS,
    MOST_SECTIONS,
    Draft,
    DraftItem,
    DraftSection,
)

_COUNTED = ("number", "score")
_RANGES = (("minimum", "maximum"), ("at_least", "at_most"))


class Lack(NamedTuple):
    """What is wrong with a section or an item (``name``), or the whole; and in which field."""

    name: str
    field: str
    text: str


def lacks(draft: Draft) -> list[Lack]:
    """Everything that is to be mended first, in the draft's order."""
    return list(_lacks(draft))


def lacks_of(item: DraftItem) -> list[Lack]:
    """What is wrong with one item."""
    found = [*_options(item), *_bounds(item)]
    return [Lack(item.item_id, field, text) for field, text in found]


def _lacks(draft: Draft) -> Iterator[Lack]:
    sections = draft.asked
    if not sections:
        yield Lack("", "", "还没有分组：至少要有一组、一个检查项。")
    if len(sections) > MOST_SECTIONS:
        yield Lack("", "", f"分组最多 {MOST_SECTIONS} 个，现在有 {len(sections)} 个。")
    count = sum(len(each.asked) for each in sections)
    if count > MOST_ITEMS:
        yield Lack("", "", f"检查项最多 {MOST_ITEMS} 个，现在有 {count} 个。")
    for section in sections:
        yield from _of_section(section)


def _of_section(section: DraftSection) -> Iterator[Lack]:
    if not section.asked:
        yield Lack(section.key, "", "这一组没有检查项：加一项，或者停用这一组。")
    for item in section.asked:
        yield from lacks_of(item)


def _options(item: DraftItem) -> Iterator[tuple[str, str]]:
    keys = [option.key for option in item.options]
    labels = [option.label for option in item.options]
    if item.kind != "choice":
        if keys:
            yield "options", "只有“选择”才有选项：请清空，或者把答法改为“选择”。"
    elif len(keys) < 2:
        yield "options", "“选择”至少要有两个选项，一行一个。"
    elif len(set(keys)) < len(keys) or len(set(labels)) < len(labels):
        yield "options", "有两个选项一样，请改其中一个。"
    elif NOT_APPLICABLE in keys:
        yield "options", "“不适用”手机上每一项都有，不用列出。"


def _bounds(item: DraftItem) -> Iterator[tuple[str, str]]:
    bounds = ("minimum", "maximum", "at_least", "at_most")
    given = [name for name in bounds if getattr(item, name) is not None]
    if item.kind not in _COUNTED:
        for name in (*(["unit"] if item.unit else []), *given):
            yield name, "只有“数字”“打分”才有单位和限值：请清空，或者改答法。"
        return
    if item.kind == "score":
        for name in ("minimum", "maximum"):
            if name not in given:
                yield name, "“打分”要写最低分和最高分。"
    for low, high in _RANGES:
        if low in given and high in given and getattr(item, low) > getattr(item, high):
            yield high, "比下限还小，请检查。"
