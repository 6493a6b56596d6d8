"""Files that somebody puts beside something: what may be one, told by its content."""

import io
import zipfile
from pathlib import PurePath

from domain.errors import BadInput
from domain.kinds.kept_file import FileKind, KeptFile
from domain.plain_text import is_plain_line
from domain.trail.line import sha256_hex

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
}
MOST_FILE_BYTES = 20_000_000
LONGEST_NAME = 100
_WORD = "word/document.xml"


def file_kind(raw: bytes) -> FileKind | None:
    """What the content is; None for what is no attachment, whatever its name says."""
    if raw.startswith(b"%PDF-"):
        return FileKind.PDF
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if raw.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return FileKind.WEBP
    return FileKind.DOCX if _is_word(raw) else None


def attachment(name: str, raw: bytes) -> KeptFile:
    """The file as an entry names it.

    BadInput (``file``) for what is too large, empty, or neither PDF, Word nor a picture.
    """
    if not raw:
        raise BadInput("文件是空的，请重新选择。", code="file")
    if len(raw) > MOST_FILE_BYTES:
        raise BadInput("文件超过 20 MB，太大了，请压缩或拆开再传。", code="file")
    kind = file_kind(raw)
    if kind is None:
        text = "附件只收 PDF、Word（.docx）和图片（PNG、JPEG、WebP）；其他格式请另存为 PDF 再传。"
        raise BadInput(text, code="file")
    return KeptFile(name=_name(name, kind), kind=kind, sha256=sha256_hex(raw), size_bytes=len(raw))


def _name(name: str, kind: FileKind) -> str:
    """The file's name without folders, ending as its content is."""
    stem = PurePath(name.replace("\\", "/")).name
    base, _, ending = stem.rpartition(".")
    endings = {kind.value, "jpg"} if kind is FileKind.JPEG else {kind.value}
    if not base or ending.lower() not in endings:
        base, ending = stem, kind.value
    usable = base.strip() and is_plain_line(base)
    return f"{base.strip()[:LONGEST_NAME] if usable else '附件'}.{ending.lower()}"


def _is_word(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _WORD in packed.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False
