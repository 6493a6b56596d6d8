"""What an inspector looks like: the photo on the board at the gate and on an entry pass."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody, Piece
from domain.trail.line import Sha256Hex

MOST_BYTES = 500_000


class PortraitFile(Piece):
    """A small JPEG; its content is kept by the server under its hash."""

    sha256: Sha256Hex = Field(title="校验值")
    size_bytes: Annotated[int, Field(ge=1, le=MOST_BYTES, title="字节数")]

    @property
    def name(self) -> str:
        """What the file is called; what it was called by whoever brought it is not kept."""
        return f"{self.sha256[:12]}.jpg"


class PortraitSet(OfficeBody, title="照片"):
    """The photo by which people know an inspector from now on; none without a file."""

    kind: ClassVar[str] = "portrait.set"

    account: Code = Field(title="账号")
    file: PortraitFile | None = Field(default=None, title="照片文件")


sets("portrait", PortraitSet, "设置照片", LEADING, lambda body: body.account)
