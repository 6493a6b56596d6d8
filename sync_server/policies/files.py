"""Reading a paper's text out of the files that offices have: Word, plain text, Markdown."""

import io
import zipfile
from pathlib import PurePath

from domain.errors import BadInput
from domain.kinds.office.policy import PolicySet
from domain.plain_text import CONTROL_CHARACTER, is_plain_text
from sync_server.files.attachments import MOST_FILE_BYTES

MOST_UNPACKED_BYTES = 200_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")


def text_of_file(name: str, raw: bytes) -> str:
    """The text of the file, its headings marked with ``#``; BadInput where it has none.

    Tables and pictures of a Word file are passed over.
    """
    if len(raw) > MOST_FILE_BYTES:
        raise BadInput(f"{name} 超过 20 MB，太大了。", code="policy_file_too_large")
    text = _text(name, raw)
    if not is_plain_text(text):
        raise BadInput(f"{name} 里有看不见的控制字符，请另存一遍再试。", code=CONTROL_CHARACTER)
    return text


def word_file(facts: PolicySet) -> bytes:
    """The paper as a Word file: its title, how it is cited, and its text."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    document.add_heading(facts.title, 0)
    cited = "　".join(each for each in (facts.organ, facts.number, facts.issued_on) if each)
    if cited:
        document.add_paragraph(cited)
    for section in facts.sections:
        if section.heading:
            document.add_heading(section.heading, 1)
        for line in section.text.splitlines():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _text(name: str, raw: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        return _text_of_word(name, raw)
    if suffix in (".txt", ".md"):
        return _decoded(name, raw)
    raise BadInput(
        f"{name} 不是能用的格式；请另存为 Word（.docx）或纯文本（.txt）再试。",
        code="policy_file_kind",
    )


def _decoded(name: str, raw: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{name} 的文字编码认不出来，请另存为 UTF-8 再试。", code="policy_file_encoding")


def _text_of_word(name: str, raw: bytes) -> str:
    # With its XML it takes 21 MB, which every other command does without.
    from docx import Document  # noqa: PLC0415
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    damaged = BadInput(
        f"{name} 打不开，可能已损坏，或是旧的 .doc 改了名字。", code="policy_file_damaged"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED_BYTES:
                raise BadInput(f"{name} 解开后太大了。", code="policy_file_too_large")
        document = Document(io.BytesIO(raw))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise damaged from error
    lines = []
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        is_heading = bool(style) and style.startswith(("Heading", "标题", "Title"))
        lines.append(f"# {paragraph.text}" if is_heading and paragraph.text else paragraph.text)
    return "\n".join(lines)
