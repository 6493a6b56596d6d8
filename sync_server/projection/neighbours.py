"""Keeps the keys of visits, and judges visits by those that share one."""

from collections.abc import Iterable, Mapping, Sequence

from domain.visit.flag import Flag
from domain.visit.neighbour_rules import NEIGHBOUR_RULES
from domain.visit.neighbours import (
    Known,
    VisitKey,
    flags_of,
    judged_anew,
    keys_of,
    reaching,
)
from domain.visit.same_photo import FILE, LIKENESS, likeness_keys
from sync_server.data.engine import Transaction
from sync_server.data.projection import likenesses, photos_with_file
from sync_server.data.visits.keys import keys_of_visits, replace_keys, sharing
from sync_server.projection.folded import FoldedVisit


class Neighbours:
    """The keys of visits in the tables of one transaction.

    What a photo file looks like is known once its arrival is before the position ``end``.
    """

    def __init__(self, transaction: Transaction, end: int) -> None:
        self._tables = transaction.tables
        self._standing = transaction.standing
        self._end = end
        self._keys: dict[str, list[VisitKey]] = {}

    def rekey(self, folded: Mapping[str, FoldedVisit], since: int) -> set[str]:
        """Write these visits' keys; the other visits that must be judged anew by it.

        ``since`` is the first position of what is new: behind it in the log stands nothing but
        what these visits bring themselves.
        """
        older = [visit for visit, each in folded.items() if each.entries[0].position < since]
        stored = keys_of_visits(self._tables, older)
        keys = self._keys_of(folded)
        moved = self._replace(stored, [key for some in keys.values() for key in some])
        self._keys = keys
        return self._judged_anew(reaching(NEIGHBOUR_RULES, moved, since)) - folded.keys()

    def look_again(self, hashes: Iterable[str]) -> set[str]:
        """Write what these photo files look like, now that they came or went.

        Answers the visits that must be judged anew by it, those of the photos included; none
        where nothing looks like them.
        """
        wanted = set(hashes)
        photos = {(p.visit, p.photo_id): p.sha256 for p in photos_with_file(self._tables, wanted)}
        looks = likenesses(self._standing, wanted, self._end)
        stored = [
            key
            for key in keys_of_visits(self._tables, {visit for visit, _ in photos})
            if (key.visit, key.part) in photos
        ]
        one_each = {(key.visit, key.part): key for key in stored if key.space == FILE}
        come = [
            new
            for photo, key in one_each.items()
            for new in likeness_keys(key, looks.get(photos[photo]))
        ]
        gone = [key for key in stored if key.space == LIKENESS]
        self._keys = {}
        return self._judged_anew(self._replace(gone, come))

    def flags(self, folded: Mapping[str, FoldedVisit]) -> dict[str, tuple[Flag, ...]]:
        """What their neighbours say of these visits, whose keys are written."""
        mine = self._written(folded)
        shared: dict[tuple[str, int], list[VisitKey]] = {}
        for key in sharing(self._tables, [key for some in mine.values() for key in some]):
            shared.setdefault((key.district, key.value), []).append(key)
        flags: dict[str, tuple[Flag, ...]] = {}
        for visit, keys in mine.items():
            if others := _others(keys, shared):
                flags[visit] = flags_of(NEIGHBOUR_RULES, folded[visit].visit, keys, others)
        return flags

    def _written(self, folded: Mapping[str, FoldedVisit]) -> Mapping[str, list[VisitKey]]:
        """The keys of these visits, in the order of the table, where they have any."""
        if folded.keys() == self._keys.keys():
            return self._keys
        mine: dict[str, list[VisitKey]] = {}
        for key in keys_of_visits(self._tables, folded):
            mine.setdefault(key.visit, []).append(key)
        for keys in mine.values():
            keys.sort(key=_in_the_table)
        return mine

    def _keys_of(self, folded: Mapping[str, FoldedVisit]) -> dict[str, list[VisitKey]]:
        visits = folded.items()
        hashes = {photo.sha256 for _, each in visits for photo in each.visit.photos.values()}
        looks = likenesses(self._standing, hashes, self._end)
        found = {}
        for visit, each in visits:
            keys = keys_of(NEIGHBOUR_RULES, each.visit, Known(each.positions, looks))
            found[visit] = sorted(keys, key=_in_the_table)
        return found

    def _replace(self, stored: Sequence[VisitKey], keys: Sequence[VisitKey]) -> set[VisitKey]:
        """Write what differs, and answer it."""
        before, after = set(stored), set(keys)
        replace_keys(self._tables, before - after, [key for key in keys if key not in before])
        return before ^ after

    def _judged_anew(self, moved: Iterable[VisitKey]) -> set[str]:
        keys = list(moved)
        return judged_anew(NEIGHBOUR_RULES, keys, sharing(self._tables, keys))


def _others(
    mine: Sequence[VisitKey], shared: Mapping[tuple[str, int], Sequence[VisitKey]]
) -> list[VisitKey]:
    """What other visits share with these keys, in log order."""
    own = mine[0].visit if mine else ""
    values = {(key.district, key.value) for key in mine}
    found = {other for value in values for other in shared.get(value, ()) if other.visit != own}
    return sorted(found, key=lambda other: (other.position, other.visit, other.part, other.value))


def _in_the_table(key: VisitKey) -> tuple[str, int]:
    return key.part, key.value
