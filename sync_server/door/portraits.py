"""Inspectors' photos: taken in by the office, and shown on the board, the card and the pass."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import BadInput, BadPhoto
from domain.kinds.register.portrait import PortraitFile, PortraitSet
from domain.trail.line import sha256_hex
from sync_server.access.viewer import Viewer
from sync_server.data.door import portraits as rows
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import keep_file
from sync_server.data.subjects import versions_called
from sync_server.door.pictures import picture_of
from sync_server.ledger.append import NEW, OfficeEntry

Write = Callable[[Sequence[OfficeEntry]], object]
"""Writes register entries in the name of who keeps the photos."""

NOUN = "portrait"
WIDE_PX, HIGH_PX = 480, 640
NONE_YET = "没有照片，用不着删除。"
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Portraits:
    """Keeps the photos of a district's people."""

    database: Database

    def of(self, district: str, account: str) -> bytes | None:
        """The account's photo, a JPEG; None without one."""
        with self.database.session() as session:
            return rows.portrait(session, district, account)

    def known(self, district: str) -> Mapping[str, str]:
        """The accounts that have one, each with its hash."""
        with self.database.session() as session:
            return rows.portraits(session, district)

    def version(self, district: str, account: str) -> str:
        """The version in which it is seen now; ``NEW`` where nobody ever set it."""
        with self.database.session() as session:
            versions = versions_called(session.connection(), district)
        return versions.get((NOUN, account), NEW)

    def put(self, viewer: Viewer, write: Write, asked: "Putting") -> None:
        """Know the person by this photo from now on.

        BadInput (``file``) for what is no photo, Conflict where somebody else has set it since.
        """
        viewer.require_set_register()
        content = small(asked.name, asked.content)
        sha256 = sha256_hex(content)
        self.database.write(lambda found: keep_file(found.ledger, sha256, content))
        file = PortraitFile(sha256=sha256, size_bytes=len(content))
        write([OfficeEntry(PortraitSet(account=asked.account, file=file), expects=asked.seen)])

    def take_off(self, viewer: Viewer, write: Write, account: str, seen: str) -> None:
        """Show no photo of the person any more; BadInput where there is none."""
        viewer.require_set_register()
        if account not in self.known(viewer.district):
            raise BadInput(NONE_YET, code="no_portrait")
        write([OfficeEntry(PortraitSet(account=account), expects=seen)])


@dataclass(frozen=True, slots=True)
class Putting:
    """A file that is to be somebody's photo, over the version that was ``seen``."""

    account: str
    name: str
    content: bytes
    seen: str


def small(name: str, content: bytes) -> bytes:
    """The photo upright, 3 by 4, as a small JPEG that tells nothing of where it was taken.

    BadInput (``file``) in words that name the file.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - a server that nobody brings photos does without

    try:
        shown = picture_of(name, content).shown
    except BadPhoto as error:
        raise BadInput(error.message, code="file") from error
    with Image.open(io.BytesIO(shown)) as image:
        cut = ImageOps.fit(image, (WIDE_PX, HIGH_PX), centering=(0.5, 0.35))
    out = io.BytesIO()
    cut.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
