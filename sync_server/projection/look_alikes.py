"""Photos that were seen before: the same file or original, or a picture that looks the same.

Compared within a district, across schools, months and inspectors. Only an earlier photo (a
smaller position in the log) of another visit counts, so that the first use is never flagged.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.visit.assessment import LookAlike
from domain.visit.likeness import bands, looks_alike
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.tables import VisitPhotoRow

# A photo that was used everywhere is flagged by its first uses; more say nothing new.
MOST_PER_PHOTO = 3


def look_alikes(
    transaction: Transaction, photos: Sequence[VisitPhotoRow]
) -> dict[str, tuple[LookAlike, ...]]:
    """For each visit of these photo rows, its photos' earlier look-alikes in other visits."""
    shown = [photo for photo in photos if not photo.is_withdrawn]
    found: dict[str, list[LookAlike]] = {}
    for photo, others in Resemblance(transaction, shown).pairs():
        earlier = [each for each in others if each[1].position < photo.position]
        for is_exact, other in earlier[:MOST_PER_PHOTO]:
            found.setdefault(photo.visit, []).append(
                LookAlike(
                    photo_id=photo.photo_id,
                    other_visit=other.visit,
                    other_photo=other.photo_id,
                    is_exact=is_exact,
                )
            )
    return {visit: tuple(each) for visit, each in found.items()}


def visits_with_later_look_alikes(
    transaction: Transaction, photos: Sequence[VisitPhotoRow]
) -> set[str]:
    """The visits that hold a later look-alike of one of these photo rows."""
    return {
        other.visit
        for photo, others in Resemblance(transaction, photos).pairs()
        for _, other in others
        if other.position > photo.position
    }


class Resemblance:
    """Which other visits' photos some photos are like, looked up at once."""

    def __init__(self, transaction: Transaction, photos: Sequence[VisitPhotoRow]) -> None:
        self._photos = photos
        hashes = {each for photo in photos for each in (photo.sha256, photo.original_sha256)}
        own = projection.likenesses(transaction.tables, {photo.sha256 for photo in photos})
        self._likeness = {sha256: int(text, 16) for sha256, text in own.items()}
        telling = [value for value in self._likeness.values() if looks_alike(value, value)]
        if telling:
            columns = list(zip(*(bands(value) for value in telling), strict=True))
            sharing = projection.files_sharing_a_band(transaction.tables, columns)
            near = {sha256: int(text, 16) for sha256, text in sharing.items()}
            self._likeness |= {
                sha256: value
                for sha256, value in near.items()
                if any(_are_alike(each, value) for each in telling)
            }
        candidates = projection.photos_with_hash(transaction.tables, hashes | self._likeness.keys())
        self._others = sorted(candidates, key=lambda each: (each.position, each.entry))

    def pairs(self) -> Iterable[tuple[VisitPhotoRow, list[tuple[bool, VisitPhotoRow]]]]:
        """Each photo with all it is like, exact ones first, then in log order."""
        by_hash: dict[str, list[VisitPhotoRow]] = {}
        for other in self._others:
            for sha256 in {other.sha256, other.original_sha256}:
                by_hash.setdefault(sha256, []).append(other)
        for photo in self._photos:
            yield photo, self._others_of(photo, by_hash)

    def _others_of(
        self, photo: VisitPhotoRow, by_hash: Mapping[str, list[VisitPhotoRow]]
    ) -> list[tuple[bool, VisitPhotoRow]]:
        exact: dict[str, VisitPhotoRow] = {}
        for sha256 in (photo.sha256, photo.original_sha256):
            exact |= {other.entry: other for other in by_hash.get(sha256, ())}
        found = [(True, other) for other in exact.values()]
        mine = self._likeness.get(photo.sha256)
        if mine is not None:
            found += [
                (False, other)
                for other in self._others
                if other.entry not in exact and self._is_like(mine, other)
            ]
        elsewhere = [
            each
            for each in found
            if each[1].visit != photo.visit and each[1].district == photo.district
        ]
        return sorted(elsewhere, key=lambda each: (not each[0], each[1].position))

    def _is_like(self, mine: int, other: VisitPhotoRow) -> bool:
        theirs = self._likeness.get(other.sha256)
        return theirs is not None and _are_alike(mine, theirs)


def _are_alike(one: int, other: int) -> bool:
    """Whether each is like the other: both must show enough to be told apart from a blank."""
    return looks_alike(one, other) and looks_alike(other, one)
