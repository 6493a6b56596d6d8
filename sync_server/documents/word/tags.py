"""The tags of a template: ``{{ 文号 }}`` and ``{% for 问题 in 问题清单 %}``, each with its place.

Word breaks a tag over several runs; here a paragraph's text is read as a whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sync_server.documents.word.package import DOCUMENT, parsed

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# The parts in which tags are filled in, besides the document itself.
_BESIDE = re.compile(r"^word/(header|footer)\d*\.xml$")
_OPENS, _CLOSES = ("{{", "{%", "{#"), {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARKS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
LONGEST_SHOWN = 30
MOST_TAGS = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the template: in which part, table, row and cell, and what it says."""

    part: str
    text: str
    table: int = 0
    row: int = 0
    cell: int = 0

    def __str__(self) -> str:
        """Where it is, so that one finds it in Word."""
        shown = " ".join(self.text.split())
        shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
        where = (
            f"{self.part}第 {self.table} 个表格第 {self.row} 行第 {self.cell} 格"
            if self.table
            else ""
        )
        return f"{where or self.part}“{shown}”"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it stands: its opening marks, what is within, and where.

    ``whole`` is p, tr, tc or r where the tag takes away the paragraph, row, cell or run that it
    stands in; ``alone`` says that nothing else stands there, and ``home`` is what it is taken
    out of. ``fault`` is what is wrong with its marks; then it is no tag.
    """

    opens: str
    inner: str
    place: Place
    home: Any = None
    whole: str = ""
    alone: bool = True
    fault: str = ""

    @property
    def shown(self) -> str:
        """The tag as it is written."""
        whole = f"{self.whole} " if self.whole else ""
        return f"{self.opens}{whole}{self.inner}{_CLOSES[self.opens]}"


def tags_of(parts: Mapping[str, bytes]) -> Iterator[list[Tag]]:
    """The tags of the document, then of each header and footer, in the order of reading."""
    yield _first(_of_part("", parsed(DOCUMENT, parts[DOCUMENT])))
    for name in sorted(parts):
        found = _BESIDE.match(name)
        if found:
            word = "页眉" if found[1] == "header" else "页脚"
            yield _first(_of_part(word, parsed(name, parts[name])))


def _first(tags: Iterator[Tag]) -> list[Tag]:
    """As many as a template may have, and one more."""
    return list(islice(tags, MOST_TAGS + 1))


def text_of(paragraph: Any) -> str:
    """What a paragraph says, in its own runs; that of a box within it is not its own."""
    return "".join(each.text or "" for each in _texts(paragraph))


def _texts(paragraph: Any) -> Iterator[Any]:
    for each in paragraph.iter(f"{_WORD}t"):
        if next(each.iterancestors(f"{_WORD}p")) is paragraph:
            yield each


def _of_part(part: str, root: Any) -> Iterator[Tag]:
    tables = {table: number for number, table in enumerate(_outer_tables(root), 1)}
    for paragraph in root.iter(f"{_WORD}p"):
        # A box is written twice, the second time for old programs.
        if next(paragraph.iterancestors(f"{_ALTERNATE}Fallback"), None) is None:
            text = text_of(paragraph)
            if _MARKS.search(text):
                yield from _of_paragraph(paragraph, text, _place(part, text, paragraph, tables))


def _outer_tables(root: Any) -> Iterator[Any]:
    for table in root.iter(f"{_WORD}tbl"):
        if next(table.iterancestors(f"{_WORD}tbl"), None) is None:
            yield table


def _place(part: str, text: str, paragraph: Any, tables: Mapping[Any, int]) -> Place:
    cells = list(paragraph.iterancestors(f"{_WORD}tc"))
    if not cells:
        return Place(part, text)
    cell = cells[-1]
    row = next(cell.iterancestors(f"{_WORD}tr"), None)
    table = next((each for each in cell.iterancestors() if each in tables), None)
    if row is None or table is None:
        return Place(part, text)
    in_order = (_number(row, table, "tr"), _number(cell, row, "tc"))
    return Place(part, text, tables[table], *in_order)


def _number(inner: Any, outer: Any, tag: str) -> int:
    """The how-manieth of its outer's own rows or cells it is."""
    kind = outer.tag
    own = (each for each in outer.iter(f"{_WORD}{tag}") if next(each.iterancestors(kind)) is outer)
    return next(number for number, each in enumerate(own, 1) if each is inner)


def _of_paragraph(paragraph: Any, text: str, place: Place) -> Iterator[Tag]:
    """The tags of a paragraph; marks that open or close nothing are faults."""
    at = 0
    while mark := _MARKS.search(text, at):
        opens, at = mark[0], mark.end()
        if opens not in _OPENS:
            yield Tag("{{", "", place, fault=f"多了一个“{opens}”，前面没有打开的标签")
            continue
        closes = _CLOSES[opens]
        end = text.find(closes, at)
        other = _MARKS.search(text, at)
        if end < 0 or other is None or other.start() < end:
            rest = text[mark.start() : mark.start() + LONGEST_SHOWN]
            yield Tag(opens, "", place, fault=f"标签“{rest}”没有用“{closes}”关上")
            return
        inner, at = text[at:end], end + len(closes)
        yield _tag(paragraph, opens, inner, place)


def _tag(paragraph: Any, opens: str, inner: str, place: Place) -> Tag:
    found = re.match(r"(tr|tc|p|r)\s+(.*)", inner, re.DOTALL)
    if found is None or opens == "{#":
        return Tag(opens, inner, place, paragraph)
    whole, rest = found[1], found[2]
    holder = paragraph
    if whole in ("tr", "tc"):
        holder = next(paragraph.iterancestors(f"{_WORD}{whole}"), None)
        if holder is None:
            return Tag(opens, inner, place, fault=f"“{whole}”只能写在表格里")
    if whole == "r":
        return Tag(opens, rest, place, paragraph, whole)
    within = "".join(each.text or "" for each in holder.iter(f"{_WORD}t")).strip()
    alone = within.startswith(opens) and _is_one(within, opens)
    return Tag(opens, rest, place, holder.getparent(), whole, alone)


def _is_one(text: str, opens: str) -> bool:
    """Whether the text is one tag and nothing else."""
    return text.endswith(_CLOSES[opens]) and len(_MARKS.findall(text)) == 2
