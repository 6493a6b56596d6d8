"""A draft over a newer version than it was begun upon: others' changes come in, own ones stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.register.checklist import Checklist, Item
from domain.register.drafting.draft import Draft, DraftItem, ended, with_item, with_section


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """The draft upon the newer version; ``kept`` are items that both changed: own words stay."""

    draft: Draft
    kept: Sequence[str]


def caught_up(draft: Draft, base: Checklist, theirs: Checklist) -> CaughtUp:
    """The draft, which was begun upon ``base``, with what ``theirs`` changed of that.

    An item that only they changed stands as theirs does, one that both changed as in the draft.
    What they added comes to its section, what they ended is ended where nobody touched it here.
    """
    stood = {item.item_id: item for item in base.all_items}
    now = {item.item_id: item for item in theirs.all_items}
    title = theirs.title if draft.title == base.title else draft.title
    draft = draft.model_copy(update={"upon": theirs.version, "title": title})
    kept: list[str] = []
    for section in theirs.sections:
        for item in section.items:
            was, own = stood.get(item.item_id), draft.item(item.item_id)
            if own is None:
                draft = _brought(draft, section.title, item)
            elif was != item and _is_as(own, was):
                draft = with_item(draft, _key_of(draft, own), _drafted(item))
            elif was != item and not _is_as(own, item):
                kept.append(item.text)
    for name in [name for name in stood if name not in now]:
        own = draft.item(name)
        if own is not None and _is_as(own, stood[name]):
            draft = ended(draft, name)
        elif own is not None and not own.is_ended:
            kept.append(own.text)
    return CaughtUp(draft, kept)


def _brought(draft: Draft, title: str, item: Item) -> Draft:
    """The draft with an item of theirs in the section of this title."""
    if all(each.title != title for each in draft.sections):
        draft = with_section(draft, title)
    key = next(each.key for each in draft.sections if each.title == title)
    return with_item(draft, key, _drafted(item))


def _drafted(item: Item) -> DraftItem:
    return DraftItem(**item.model_dump())


def _is_as(own: DraftItem, item: Item | None) -> bool:
    """Whether the draft has the item as it stands there."""
    return item is not None and own == _drafted(item)


def _key_of(draft: Draft, item: DraftItem) -> str:
    section = draft.section_of(item.item_id)
    return section.key if section else ""
