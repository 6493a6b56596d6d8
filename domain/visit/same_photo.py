"""Photos that were seen before: the same file or original, or a picture that looks the same.

Compared within a district, across schools, months and inspectors. Only an earlier photo of
another visit counts, so that the first use is never flagged.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.visit.flag import Flag, FlagCode
from domain.visit.likeness import HASH_BITS, bands, looks_alike
from domain.visit.neighbours import Known, VisitKey, value_of
from domain.visit.visit import Visit

FILE, LIKENESS = "photo_file", "photo_likeness"
# A photo that was used everywhere is flagged by its first uses; more say nothing new.
MOST_PER_PHOTO = 3


class SamePhoto:
    """One key for each of a photo's two files, and four for what it looks like."""

    spaces = frozenset({FILE, LIKENESS})
    is_mutual = False

    def keys(self, visit: Visit, known: Known) -> Iterable[VisitKey]:
        """The keys of all photos, withdrawn ones too: they were used before all the same."""
        for photo in visit.photos.values():
            key = VisitKey(
                visit.visit_id,
                visit.district,
                FILE,
                0,
                photo.photo_id,
                0,
                known.positions[photo.stamp.entry],
            )
            for sha256 in (photo.sha256, photo.original_sha256):
                yield key._replace(value=value_of(FILE, sha256))
            yield from likeness_keys(key, known.likenesses.get(photo.sha256))

    def do_meet(self, one: VisitKey, other: VisitKey) -> bool:
        """Whether the files are the same, or what they show looks the same."""
        return one.space == FILE or looks_alike(_unsigned(one.measure), _unsigned(other.measure))

    def flags(
        self, visit: Visit, mine: Sequence[VisitKey], theirs: Sequence[VisitKey]
    ) -> Iterable[Flag]:
        """Each shown photo's first earlier look-alikes, the same files before all others."""
        by_value: dict[int, list[VisitKey]] = {}
        for other in theirs:
            by_value.setdefault(other.value, []).append(other)
        shown = {photo.photo_id for photo in visit.shown_photos}
        own: dict[str, list[VisitKey]] = {}
        for key in sorted(mine, key=lambda each: (each.position, each.part)):
            if key.part in shown:
                own.setdefault(key.part, []).append(key)
        for photo, keys in own.items():
            found = self._earlier(keys, by_value)
            for code, other in found[:MOST_PER_PHOTO]:
                yield Flag.of(code, photo=photo, other_visit=other.visit, other_photo=other.part)

    def _earlier(
        self, keys: Sequence[VisitKey], by_value: Mapping[int, Sequence[VisitKey]]
    ) -> list[tuple[FlagCode, VisitKey]]:
        """The earlier photos that this one is like, a photo once; the same files come first."""
        same: dict[tuple[str, str], VisitKey] = {}
        alike: dict[tuple[str, str], VisitKey] = {}
        for key in keys:
            found = same if key.space == FILE else alike
            for other in by_value.get(key.value, ()):
                if other.position < key.position and self.do_meet(key, other):
                    found[other.visit, other.part] = other
        alike = {photo: other for photo, other in alike.items() if photo not in same}
        return [
            *((FlagCode.REUSED_PHOTO, other) for other in _in_log_order(same)),
            *((FlagCode.SIMILAR_PHOTO, other) for other in _in_log_order(alike)),
        ]


def likeness_keys(photo: VisitKey, likeness: int | None) -> Iterable[VisitKey]:
    """The keys of what a photo looks like; none before its file is here.

    ``photo`` is any key of the photo. A picture without structure is like no other.
    """
    if likeness is None or not looks_alike(likeness, likeness):
        return
    for number, band in enumerate(bands(likeness)):
        value = value_of(LIKENESS, f"{number}:{band}")
        yield photo._replace(space=LIKENESS, value=value, measure=_signed(likeness))


def likeness_of(key: VisitKey) -> int:
    """What the photo of such a key looks like."""
    return _unsigned(key.measure)


def _in_log_order(found: Mapping[tuple[str, str], VisitKey]) -> list[VisitKey]:
    return sorted(found.values(), key=lambda each: each.position)


def _signed(likeness: int) -> int:
    return likeness - (1 << HASH_BITS) if likeness >> HASH_BITS - 1 else likeness


def _unsigned(measure: int) -> int:
    return measure % (1 << HASH_BITS)
