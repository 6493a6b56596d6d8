"""Finding photos of a district's visits by what somebody holds in their hand."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from domain.visit.likeness import hamming, looks_alike
from domain.visit.neighbours import VisitKey
from domain.visit.same_photo import LIKENESS, likeness_keys, likeness_of
from sync_server.data.upsert import table_named
from sync_server.data.visits.keys import sharing

_PHOTO = table_named("visit_photo")


class PhotoPlace(NamedTuple):
    """A photo of a visit; ``distance`` is in how many bits its likeness differs."""

    visit: str
    photo_id: str
    position: int
    distance: int = 0


def with_code(connection: Connection, district: str, code: str) -> list[PhotoPlace]:
    """The photos whose band shows this check code, as they were announced, in log order."""
    return _found(connection, district, _PHOTO.c.check_code == code)


def with_hash(connection: Connection, district: str, sha256: str) -> list[PhotoPlace]:
    """The photos one of whose two files has this SHA-256."""
    files = (_PHOTO.c.sha256, _PHOTO.c.original_sha256)
    return _found(connection, district, or_(*(each == sha256 for each in files)))


def usual_bands(connection: Connection, district: str, most: int) -> list[tuple[int, int]]:
    """The heights of bands and of the pictures they stand under, the most frequent first."""
    pair = (_PHOTO.c.band_px, _PHOTO.c.height)
    query = select(*pair).where(_PHOTO.c.district == district).group_by(*pair)
    found = connection.execute(query.order_by(func.count().desc(), *pair).limit(most))
    return [(row.band_px, row.height) for row in found]


def looking_like(connection: Connection, district: str, values: Iterable[int]) -> list[PhotoPlace]:
    """The photos that look like one of these likenesses, the most alike first, then the earliest.

    Of a photo without its file nothing is known.
    """
    blank = VisitKey("", district, LIKENESS, 0, "", 0, 0)
    mine = [key for value in values for key in likeness_keys(blank, value)]
    looks: dict[int, set[int]] = {}
    for key in mine:
        looks.setdefault(key.value, set()).add(likeness_of(key))
    found: dict[tuple[str, str], PhotoPlace] = {}
    for other in sharing(connection, mine):
        theirs = likeness_of(other)
        near = [hamming(each, theirs) for each in looks[other.value] if looks_alike(each, theirs)]
        if other.space == LIKENESS and near:
            place = PhotoPlace(other.visit, other.part, other.position, min(near))
            known = found.get((other.visit, other.part), place)
            found[other.visit, other.part] = min(place, known, key=lambda each: each.distance)
    return sorted(found.values(), key=lambda each: (each.distance, each.position))


def _found(connection: Connection, district: str, narrow: ColumnElement[bool]) -> list[PhotoPlace]:
    columns = (_PHOTO.c.visit, _PHOTO.c.photo_id, _PHOTO.c.position)
    query = select(*columns).where(_PHOTO.c.district == district, narrow)
    return [PhotoPlace(*row) for row in connection.execute(query.order_by(_PHOTO.c.position))]
