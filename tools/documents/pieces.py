"""Paragraphs and ruled tables of the built-in templates, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

# Between the margins of 28 and 26 mm, in twentieths of a point.
WIDTH = 8844
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def paragraph(text: str, style: str = "Normal", *, stays: bool = False) -> str:
    """A paragraph of one run; its look is its style's.

    One that ``stays`` is on the same page as what comes behind it.
    """
    keep = "<w:keepNext/>" if stays else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{run}</w:p>'


def tag(words: str) -> str:
    """A paragraph that is there for its tag alone, and goes."""
    return paragraph(f"{{%p {words} %}}")


def when(name: str, *inner: str) -> str:
    """What is there only where this name says something."""
    return "".join((tag(f"if {name}"), *inner, tag("endif")))


def each(row: str, listed: str, *inner: str) -> str:
    """What is there once for each row of a list."""
    return "".join((tag(f"for {row} in {listed}"), *inner, tag("endfor")))


def cell(width: int, *paragraphs: str, span: int = 1, middle: bool = True) -> str:
    """A cell of a ruled table."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    head = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{align}</w:tcPr>'
    return f"<w:tc>{head}{''.join(paragraphs)}</w:tc>"


def row(
    cells: Iterable[str], *, is_head: bool = False, height: int = 0, splits: bool = False
) -> str:
    """A row; a head is repeated on every page, and only a long one goes on over two."""
    told = "" if splits else "<w:cantSplit/>"
    told += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    told += "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{told}</w:trPr>{''.join(cells)}</w:tr>"


def row_tag(words: str, span: int) -> str:
    """A row that is there for its tag alone, and goes."""
    return row([cell(WIDTH, paragraph(f"{{%tr {words} %}}", "Cell"), span=span)])


def rows_when(name: str, span: int, *rows: str) -> str:
    """Rows that are there only where this name says something."""
    return "".join((row_tag(f"if {name}", span), *rows, row_tag("endif", span)))


def rows_each(name: str, listed: str, span: int, *rows: str) -> str:
    """Rows that are there once for each of a list."""
    return "".join((row_tag(f"for {name} in {listed}", span), *rows, row_tag("endfor", span)))


def table(widths: Sequence[int], *rows: str, edges: Sequence[str] = _EDGES) -> str:
    """A table over the whole width, ruled all over unless it says where."""
    rules = "".join(
        f'<w:{edge} w:val="{"single" if edge in edges else "nil"}" w:sz="6" w:space="0" '
        'w:color="000000"/>'
        for edge in _EDGES
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def gap(points: int = 0) -> str:
    """What keeps two tables apart, as low as may be."""
    twips = max(points * 20, 20)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Fine"/><w:keepNext/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/></w:pPr></w:p>'
    )
