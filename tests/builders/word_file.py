"""Word files as an office changes them, and files that somebody would break in by."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document

from domain.kinds.office.template import DocumentKind
from sync_server.documents.desk import built_in

EXTERNAL = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
)


def changed(document: DocumentKind, change: Callable[[Any], object]) -> bytes:
    """The built-in template after somebody changed it in Word and saved it."""
    opened = Document(io.BytesIO(built_in(document)))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def with_line(text: str, document: DocumentKind = DocumentKind.TIP) -> bytes:
    """The built-in template with one more paragraph at its end."""
    return changed(document, lambda opened: opened.add_paragraph(text))


def without(name: str, document: DocumentKind = DocumentKind.TIP) -> bytes:
    """The built-in template without the paragraphs that show this name."""

    def change(opened: Any) -> None:
        for each in opened.paragraphs:
            if name in each.text:
                each._element.getparent().remove(each._element)

    return changed(document, change)


def repacked(raw: bytes, **parts: bytes | None) -> bytes:
    """The file with some of its parts changed, added or (None) left out; `__` stands for a `/`."""
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in packed.namelist():
            if name not in named:
                made.writestr(name, packed.read(name))
        for name, content in named.items():
            if content is not None:
                made.writestr(name, content)
    return out.getvalue()


def part(raw: bytes, name: str) -> bytes:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return packed.read(name)


def replaced(raw: bytes, name: str, old: str, new: str) -> bytes:
    """The file with a text of one part replaced by another; fails where it is not there."""
    content = part(raw, name).decode()
    assert old in content
    return repacked(raw, **{name: content.replace(old, new).encode()})


def linked(kind: str, target: str) -> bytes:
    """A template that leads to something elsewhere."""
    raw = built_in(DocumentKind.TIP)
    return replaced(
        raw, "word/_rels/document.xml.rels", "</Relationships>", EXTERNAL.format(kind, target)
    )


def words_of(raw: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables too, in their order."""
    opened = Document(io.BytesIO(raw))
    body = opened.element.body
    named = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        "".join(text.text or "" for text in each.iter(f"{named}t"))
        for each in body.iter(f"{named}p")
    ]


def style_of(paragraph: Any) -> str:
    """What a paragraph's style is called."""
    return str(paragraph.style.name)
