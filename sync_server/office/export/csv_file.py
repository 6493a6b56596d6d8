"""A table as CSV that Excel and WPS open rightly: with a BOM, and with nothing to calculate."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from sync_server.office.export.table import Cell, Table

# What a spreadsheet takes for the beginning of a formula, full-width signs too.
_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ROWS_AT_ONCE = 500


def write_csv(table: Table, file: BinaryIO) -> int:
    """Write the table into the file and answer how many rows it has.

    A text that a spreadsheet would calculate gets an apostrophe in front, as one would type it.
    """
    file.write(b"\xef\xbb\xbf")
    written = 0
    for piece, rows in _pieces(table):
        file.write(piece.encode())
        written += rows
    return written


def _pieces(table: Table) -> Iterator[tuple[str, int]]:
    """The file's text piece by piece, each with the number of its rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_plain(head) for head in table.heads])
    waiting = 0
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
        waiting += 1
        if waiting == _ROWS_AT_ONCE:
            yield text.getvalue(), waiting
            text.seek(0)
            text.truncate()
            waiting = 0
    if table.foot:
        writer.writerow([_plain(cell) for cell in table.foot])
    yield text.getvalue(), waiting


def _plain(cell: Cell) -> Cell:
    """The cell so that it is shown and never calculated."""
    if isinstance(cell, str) and cell.lstrip(" \u3000").startswith(_CALCULATES):
        return f"'{cell}"
    return cell
