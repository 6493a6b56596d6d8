"""Entries about photo files: that the server has them whole, has looked at them, or lost them."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.clock import Instant
from domain.kinds.author import SERVER
from domain.kinds.book_part import BookPart
from domain.kinds.kind import alone
from domain.kinds.piece import Body, Piece
from domain.trail.line import Sha256Hex

MOST_PHOTOS = 200
"""How many photos one entry tells of at most; a line stays far below its 64 KB with them."""

LikenessHex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class ArrivedPhoto(Piece):
    """A photo file as it came."""

    sha256: Sha256Hex
    size_bytes: Annotated[int, Field(ge=0)]
    arrived_at: Instant


class SeenPhoto(Piece):
    """What a photo file looks like: ``likeness`` is absent where it is no picture we can read."""

    sha256: Sha256Hex
    likeness: LikenessHex | None = None


class PhotosArrived(Body):
    """The server has these photos whole; one that it has already is not told of again."""

    kind: ClassVar[str] = "photo.arrived"

    photos: Annotated[tuple[ArrivedPhoto, ...], Field(min_length=1, max_length=MOST_PHOTOS)]


class PhotosSeen(Body):
    """The server has looked at these photos; one that it had looked at already stays as it was."""

    kind: ClassVar[str] = "photo.seen"

    photos: Annotated[tuple[SeenPhoto, ...], Field(min_length=1, max_length=MOST_PHOTOS)]


class PhotosLost(Body):
    """The server had these photos and has not any more: whoever has them brings them again."""

    kind: ClassVar[str] = "photo.lost"

    photos: Annotated[tuple[Sha256Hex, ...], Field(min_length=1, max_length=MOST_PHOTOS)]


alone(PhotosArrived, "照片已收到", SERVER, BookPart.MINE, BookPart.FINDINGS)
alone(PhotosSeen, "照片已比对", SERVER)
alone(PhotosLost, "照片丢失", SERVER, BookPart.MINE, BookPart.FINDINGS)
