"""A checklist that is being written: it may be unfinished, and nothing taken out of it is gone.

Every act answers a new draft. What is ended stays in the draft, to be taken back, and is left out
of the version that comes of it.
"""

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.register.checklist import Checklist, Item, ItemFields, Key, Label, Section

MOST_ITEMS = 300
MOST_SECTIONS = 50

Direction = Literal["up", "down"]
"""Where a section or an item is moved."""

P = TypeVar("P", "DraftItem", "DraftSection")


class DraftItem(ItemFields):
    """An item as it is written so far."""

    is_ended: bool = False


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class DraftSection(_Draft):
    """A section as it is written so far; ``key`` tells it from the draft's others."""

    key: Key
    title: Label
    items: tuple[DraftItem, ...] = ()
    is_ended: bool = False

    @property
    def asked(self) -> tuple[DraftItem, ...]:
        """The items that stay."""
        return tuple(each for each in self.items if not each.is_ended)


class Draft(_Draft):
    """A checklist as it is written so far, upon a version; 0 where there is none yet."""

    checklist_id: Key
    title: Label
    theme_id: Key | None = None
    upon: Annotated[int, Field(ge=0)] = 0
    sections: tuple[DraftSection, ...] = ()

    @property
    def asked(self) -> tuple[DraftSection, ...]:
        """The sections that stay."""
        return tuple(each for each in self.sections if not each.is_ended)

    @property
    def all_items(self) -> tuple[DraftItem, ...]:
        """The items of all sections, ended ones too."""
        return tuple(item for section in self.sections for item in section.items)

    def section(self, key: str) -> DraftSection | None:
        """The section of this key."""
        return next((each for each in self.sections if each.key == key), None)

    def item(self, item_id: str) -> DraftItem | None:
        """The item of this id."""
        return next((each for each in self.all_items if each.item_id == item_id), None)

    def section_of(self, item_id: str) -> DraftSection | None:
        """The section that the item is in."""
        has = (each for each in self.sections if item_id in {one.item_id for one in each.items})
        return next(has, None)


def draft_of(checklist: Checklist) -> Draft:
    """The draft of the version after this one, in which nothing is changed yet."""
    sections = (
        DraftSection(
            key=f"s{number}",
            title=section.title,
            items=tuple(DraftItem(**each.model_dump()) for each in section.items),
        )
        for number, section in enumerate(checklist.sections, start=1)
    )
    return Draft(
        checklist_id=checklist.checklist_id,
        title=checklist.title,
        theme_id=checklist.theme_id,
        upon=checklist.version,
        sections=tuple(sections),
    )


def with_section(draft: Draft, title: str) -> Draft:
    """The draft with one more section behind the others."""
    taken = {each.key for each in draft.sections}
    key = next(f"s{n}" for n in range(1, len(taken) + 2) if f"s{n}" not in taken)
    return _with(draft, (*draft.sections, DraftSection(key=key, title=title)))


def with_item(draft: Draft, key: str, item: DraftItem) -> Draft:
    """The draft with the item as it is written now, in this section.

    One that was in another goes behind the items there, like a new one.
    """
    if key == getattr(draft.section_of(item.item_id), "key", None):
        return _each_item(draft, item.item_id, lambda _: item)
    without = (
        section.model_copy(
            update={"items": tuple(e for e in section.items if e.item_id != item.item_id)}
        )
        for section in draft.sections
    )
    sections = (
        each.model_copy(update={"items": (*each.items, item)}) if each.key == key else each
        for each in without
    )
    return _with(draft, tuple(sections))


def retitled(draft: Draft, key: str, title: str) -> Draft:
    """The draft with another title for one of its sections."""
    return _each_section(draft, key, lambda each: each.model_copy(update={"title": title}))


def ended(draft: Draft, name: str, *, is_ended: bool = True) -> Draft:
    """The draft with a section, or an item, left out of the next version; or back in it."""
    change = {"is_ended": is_ended}
    draft = _each_section(draft, name, lambda each: each.model_copy(update=change))
    return _each_item(draft, name, lambda each: each.model_copy(update=change))


def moved(draft: Draft, name: str, direction: Direction) -> Draft:
    """The draft with a section, or an item, one place up or down.

    An item at the edge of its section goes over into the next one; what is at the end stays.
    """
    step = -1 if direction == "up" else 1
    if draft.section(name):
        place = [each.key for each in draft.sections].index(name)
        return _with(draft, _swapped(draft.sections, place, place + step))
    section = draft.section_of(name)
    if section is None:
        return draft
    place = [each.item_id for each in section.items].index(name)
    if 0 <= place + step < len(section.items):
        items = _swapped(section.items, place, place + step)
        change = {"items": items}
        return _each_section(draft, section.key, lambda each: each.model_copy(update=change))
    return _moved_over(draft, section, place, step)


def _moved_over(draft: Draft, section: DraftSection, place: int, step: int) -> Draft:
    """The draft with the item at the edge of a section in the one beside it."""
    number = draft.sections.index(section)
    if not 0 <= number + step < len(draft.sections):
        return draft
    other, item = draft.sections[number + step], section.items[place]
    left = tuple(each for each in section.items if each is not item)
    sections = list(draft.sections)
    sections[number] = section.model_copy(update={"items": left})
    joined = (*other.items, item) if step < 0 else (item, *other.items)
    sections[number + step] = other.model_copy(update={"items": joined})
    return _with(draft, tuple(sections))


def finished(draft: Draft, version: int) -> Checklist:
    """What the draft becomes in this version; ValueError where it lacks something (`lacks`)."""
    sections = tuple(
        Section(
            title=section.title,
            items=tuple(Item(**each.model_dump(exclude={"is_ended"})) for each in section.asked),
        )
        for section in draft.asked
    )
    return Checklist(
        checklist_id=draft.checklist_id,
        version=version,
        title=draft.title,
        theme_id=draft.theme_id,
        sections=sections,
    )


def _with(draft: Draft, sections: tuple[DraftSection, ...]) -> Draft:
    return draft.model_copy(update={"sections": sections})


def _each_section(draft: Draft, key: str, change: Callable[[DraftSection], DraftSection]) -> Draft:
    changed = (change(each) if each.key == key else each for each in draft.sections)
    return _with(draft, tuple(changed))


def _each_item(draft: Draft, item_id: str, change: Callable[[DraftItem], DraftItem]) -> Draft:
    sections = (
        section.model_copy(
            update={"items": tuple(change(e) if e.item_id == item_id else e for e in section.items)}
        )
        for section in draft.sections
    )
    return _with(draft, tuple(sections))


def _swapped(some: tuple[P, ...], one: int, other: int) -> tuple[P, ...]:
    """The same with two in each other's place; as they were where one is past an end."""
    if not 0 <= other < len(some):
        return some
    found = list(some)
    found[one], found[other] = found[other], found[one]
    return tuple(found)
