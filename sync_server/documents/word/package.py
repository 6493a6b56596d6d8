"""A Word file that somebody uploads, looked through before anything else opens it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from domain.errors import BadInput

FILE = "file"
MOST_FILE_BYTES = 5_000_000
MOST_UNPACKED_BYTES = 30_000_000
MOST_TEXT_BYTES = 2_000_000
MOST_PARTS = 500
DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_STORED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What a relation may not lead to: macros, objects of other programs, and other documents.
_ACTIVE = re.compile(
    r"/(vbaProject|wordVbaData|oleObject|package|control|activeXControlBinary|attachedTemplate"
    r"|aFChunk|subDocument|frame|mailMergeSource|mailMergeHeaderSource|keyMapCustomizations"
    r"|attachedToolbars|webextension\w*)$"
)
# Fields that fetch something, or start another program, when the document is opened.
_FETCHES = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|RD|MACROBUTTON|PRINT"
    r"|HYPERLINK|EMBED|AUTOTEXT)\b",
    re.IGNORECASE,
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_ENDINGS = (".xml", ".rels")


def parts_of(raw: bytes) -> Mapping[str, bytes]:
    """The parts of an uploaded Word file, by name.

    BadInput (``file``) for what is none, is too large when unpacked, or holds what a template
    may not: macros, foreign objects, links to elsewhere, or fields that fetch something.
    """
    if not raw:
        raise _refused("文件是空的，请重新选择。")
    if len(raw) > MOST_FILE_BYTES:
        raise _refused("文件超过 5 MB，模板用不着这么大，请去掉里面的大图片再传。")
    if raw.startswith(_OLD_WORD):
        raise _refused("这是旧的 .doc 或加了密码的文件；请另存为不加密的 Word 文档（.docx）再传。")
    parts = _unpacked(raw)
    _look_through(parts)
    return parts


def _refused(text: str) -> BadInput:
    return BadInput(text, code=FILE)


def _unpacked(raw: bytes) -> dict[str, bytes]:
    damaged = "文件打不开，可能已损坏，或者不是 Word 文档（.docx）。"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _read(packed, packed.infolist())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise _refused(damaged) from error
    except (ValueError, EOFError, OSError) as error:
        raise _refused(damaged) from error


def _read(packed: zipfile.ZipFile, infos: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Every part; what the file says of its sizes is not trusted."""
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED_BYTES
    for info in infos:
        if info.is_dir():
            continue
        if info.flag_bits & 0x1 or info.compress_type not in _STORED:
            raise _refused("文件加了密码或用了少见的压缩方式，请用 Word 或 WPS 另存一遍再传。")
        if info.filename in found or len(found) >= MOST_PARTS or not _is_inside(info.filename):
            raise _refused("文件的内部结构不正常，请用 Word 或 WPS 另存一遍再传。")
        with packed.open(info) as opened:
            content = opened.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _refused("文件解开后太大了，请去掉里面的大图片再传。")
        found[info.filename] = content
    return found


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and "\\" not in name and ".." not in parts


def _look_through(parts: Mapping[str, bytes]) -> None:
    if DOCUMENT not in parts or CONTENT_TYPES not in parts:
        raise _refused("这不是 Word 文档（.docx）。")
    if b"macroEnabled" in parts[CONTENT_TYPES] or any("vba" in name.lower() for name in parts):
        raise _refused("文件带有宏，不能作模板；请另存为不含宏的 Word 文档（.docx）再传。")
    if WORD_TYPE.encode() not in parts[CONTENT_TYPES]:
        raise _refused("这不是 Word 文档（.docx）；请用 Word 或 WPS 另存为 .docx 再传。")
    for name, content in parts.items():
        if name.lower().endswith(_XML_ENDINGS):
            tree = parsed(name, content)
            if name.lower().endswith(".rels"):
                _check_relations(tree)
            elif name.startswith("word/"):
                _check_fields(tree)


def parsed(name: str, content: bytes) -> Any:
    """The XML of a part; BadInput for what is none, is too long, or declares entities."""
    # With its XML it takes 21 MB, which a server that only serves does without.
    from lxml import etree  # noqa: PLC0415

    if name.startswith("word/") and len(content) > MOST_TEXT_BYTES:
        raise _refused("模板的正文太长了，请删减后再传。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused("文件里有读不出来的内容，请用 Word 或 WPS 另存一遍再传。") from error
    if tree.getroottree().docinfo.doctype:
        raise _refused("文件里声明了外部内容，不能作模板；请用 Word 或 WPS 另存一遍再传。")
    return tree


def _check_relations(tree: Any) -> None:
    for each in tree.iter("{*}Relationship"):
        target = each.get("Target", "")
        if _ACTIVE.search(each.get("Type", "")):
            raise _refused(
                f"文件里嵌有别的程序或文件的内容（{target[:60]}），不能作模板，请删掉再传。"
            )
        if each.get("Type", "").endswith("/officeDocument") and target.lstrip("/") != DOCUMENT:
            raise _refused("文件的内部结构不正常，请用 Word 或 WPS 另存一遍再传。")
        if each.get("TargetMode", "").lower() == "external":
            raise _refused(
                f"文件里有指向外面的链接（{target[:60]}），请去掉超链接或链接的图片再传。"
            )


def _check_fields(tree: Any) -> None:
    # One field may be written in several pieces; between two fields there is a mark.
    pieces = tree.iter(f"{_WORD}instrText", f"{_WORD}fldChar")
    said = "".join(" " if each.tag.endswith("fldChar") else each.text or "" for each in pieces)
    simple = " ".join(each.get(f"{_WORD}instr", "") for each in tree.iter(f"{_WORD}fldSimple"))
    found = _FETCHES.search(f"{said} {simple}")
    if found:
        raise _refused(f"文件里有会取外面内容的域（{found[0].upper()}），不能作模板，请删掉再传。")
    if next(tree.iter(f"{_WORD}altChunk", f"{_WORD}subDoc", f"{_WORD}object"), None) is not None:
        raise _refused("文件里嵌有别的文件，不能作模板，请删掉再传。")
