"""Entries about photos."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import FIELD_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.place import FixBody, FixPrivate, fix_of
from domain.place.presence import Fix
from domain.trail.line import Sha256Hex

MOST_BYTES = 50_000_000
"""How long a photo's file may be."""


class PhotoSource(StrEnum):
    """Where a photo came from; an album photo is flagged."""

    CAMERA = "camera"
    ALBUM = "album"


class PhotoPrivate(FixPrivate):
    """Where exactly it was taken, and its caption."""

    caption: Text = ""


class PhotoTaken(FixBody):
    """A photo: its stamped file's hash and size, and the hash of the untouched original.

    ``check_code`` is what the band under the picture shows. Width and height are pixels of
    the stamped file, ``band_px`` the height of the band at its bottom. ``unit`` is the unit of a
    visit to several that it was taken at (None: the first); a finding's photo is at its unit.
    One of a finding ``is_after`` where it shows how it looked once it was put right.
    """

    kind: ClassVar[str] = "photo.taken"
    private: ClassVar[type[Private]] = PhotoPrivate

    photo_id: Code
    sha256: Sha256Hex
    original_sha256: Sha256Hex
    size_bytes: Annotated[int, Field(ge=1, le=MOST_BYTES)]
    width: Annotated[int, Field(ge=1, le=20_000)]
    height: Annotated[int, Field(ge=1, le=20_000)]
    band_px: Annotated[int, Field(ge=0, le=20_000)] = 0
    photo_source: PhotoSource
    check_code: Code
    item_id: Code | None = None
    finding_id: Code | None = None
    unit: Code | None = None
    is_after: bool = False


class PhotoCaptioned(Body):
    """A photo's caption and what it belongs to, as it now stands; or that it is set aside."""

    kind: ClassVar[str] = "photo.captioned"
    private: ClassVar[type[Private]] = PhotoPrivate

    photo_id: Code
    item_id: Code | None = None
    finding_id: Code | None = None
    is_withdrawn: bool = False


class Photo(Folded):
    """One photo of the visit."""

    stamp: Stamp
    photo_id: str
    sha256: str
    original_sha256: str
    size_bytes: int
    width: int
    height: int
    band_px: int
    photo_source: PhotoSource
    check_code: str
    item_id: str | None
    finding_id: str | None
    fix: Fix | None
    caption: str = ""
    unit: str | None = None
    is_after: bool = False
    is_withdrawn: bool = False


@on_visit(
    PhotoTaken,
    "拍照",
    FIELD_WORK,
    Part("photos", "photo_id", happens=True),
    BookPart.FINDINGS,
)
def _taken(
    visit: VisitBuilder, body: PhotoTaken, private: PhotoPrivate, stamp: Stamp
) -> str | None:
    if body.photo_id in visit.parts(Photo):
        return "photo_id_used"
    fix = fix_of(body, private)
    photo = Photo(stamp=stamp, **facts_of(body), fix=fix, caption=private.caption)
    visit.keep(body.photo_id, photo)
    return None


@on_visit(
    PhotoCaptioned,
    "照片说明",
    FIELD_WORK,
    Part("photos", "photo_id"),
    BookPart.FINDINGS,
)
def _captioned(
    visit: VisitBuilder, body: PhotoCaptioned, private: PhotoPrivate, _stamp: Stamp
) -> str | None:
    photo = visit.parts(Photo).get(body.photo_id)
    if photo is None:
        return "photo_unknown"
    changed = {**body.model_dump(exclude={"photo_id"}), "caption": private.caption}
    visit.keep(body.photo_id, photo.model_copy(update=changed))
    return None
