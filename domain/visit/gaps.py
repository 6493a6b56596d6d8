"""What a checklist still lacks on a visit: said while filling it and before submitting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.register.checklist import NOT_APPLICABLE, Checklist, Item, is_negative
from domain.visit.visit import Visit


class Lack(StrEnum):
    """What an item lacks."""

    ANSWER = "answer"
    REMARK = "remark"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Gap:
    """One item and what it lacks first."""

    item_id: str
    lack: Lack


def gaps(checklist: Checklist, visit: Visit, *, wants_photos: bool = True) -> tuple[Gap, ...]:
    """What is missing, in the order of the checklist; one gap an item.

    Every item wants an answer; a negative one a remark where the item says so; an item that
    needs a photo wants one unless it does not apply or the district wants no photos.
    """
    pictured = {photo.item_id for photo in visit.shown_photos}
    found = ((item, _lack(item, visit, pictured)) for item in checklist.all_items)
    return tuple(
        Gap(item.item_id, lack)
        for item, lack in found
        if lack is not None and (wants_photos or lack is not Lack.PHOTO)
    )


def next_gap(found: Sequence[Gap], checklist: Checklist, after: str | None) -> Gap | None:
    """The first gap behind the item, in the checklist's order, then from its beginning on."""
    order = [item.item_id for item in checklist.all_items]
    start = order.index(after) + 1 if after in order else 0
    by_item = {gap.item_id: gap for gap in found}
    return next((by_item[each] for each in order[start:] + order[:start] if each in by_item), None)


def count(found: Iterable[Gap], lack: Lack) -> int:
    """How many items lack this."""
    return sum(gap.lack is lack for gap in found)


def _lack(item: Item, visit: Visit, pictured: set[str | None]) -> Lack | None:
    answer = visit.answers.get(item.item_id)
    if answer is None:
        return Lack.ANSWER
    is_bare = not answer.remark.strip()
    if item.needs_remark_when_negative and is_bare and is_negative(item, answer.value):
        return Lack.REMARK
    is_unseen = item.needs_photo and item.item_id not in pictured
    return Lack.PHOTO if is_unseen and answer.value != NOT_APPLICABLE else None
