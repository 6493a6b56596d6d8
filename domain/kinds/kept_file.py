"""A file that an entry names: its content is kept by the server under its hash."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.kinds.piece import Label, Piece
from domain.trail.line import Sha256Hex


class FileKind(StrEnum):
    """What kind of file it is, by its content."""

    PDF = "pdf"
    DOCX = "docx"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


class KeptFile(Piece):
    """A file with the name it came by."""

    name: Label = Field(title="文件名")
    kind: FileKind = Field(title="格式")
    sha256: Sha256Hex = Field(title="校验值")
    size_bytes: Annotated[int, Field(ge=1, le=20_000_000, title="字节数")]
