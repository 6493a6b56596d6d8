"""Only what is filled counts, and no file takes long or much: it ends in one sentence."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.trail.line import sha256_hex
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file
from tests.builders.imported import TODAY

HEADINGS = ("学校名称", "类型", "片区")
PLAIN = an_import_file({"学校": [HEADINGS, ("甲小学", "小学", "一"), ("乙小学", "小学", "一")]})
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(pieces: Iterable[bytes], end: bytes = b"</sheetData>", after: bytes = b"") -> bytes:
    """The plain file with these pieces of XML before the end of its rows, or others ``after``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for part in old.namelist():
            head, found, tail = old.read(part).partition(end)
            with new.open(part, "w") as out:
                out.write(head)
                for piece in pieces if part == SHEET else ():
                    out.write(piece)
                out.write(found + (after if part == SHEET else b"") + tail)
    return buffer.getvalue()


def merged(area: bytes) -> bytes:
    return with_sheet((), after=b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % area)


def encrypted() -> bytes:
    """Every part marked as encrypted, as a zip with a password is."""
    raw = bytearray(PLAIN)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at] |= 1
            start = raw.find(mark, start + 4)
    return bytes(raw)


def ghosts() -> bytes:
    return with_sheet(
        b'<row r="%d">%s</row>'
        % (n, b"".join(b'<c r="%c%d" s="1"/>' % (c, n) for c in b"ABCDEFGHIJKL"))
        for n in range(4, 25_001)
    )


READ = {
    "25,000 formatted rows": ghosts,
    "a cell in the farthest corner": lambda: with_sheet(
        [b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>']
    ),
    "a merge over a million rows": lambda: merged(b"C2:C1048576"),
    "100,000 merges": lambda: merged(
        b'"/><mergeCell ref="'.join(b"B%d:C%d" % (n, n) for n in range(9, 100_009))
    ),
    "a merge over the whole sheet": lambda: merged(b"C2:XFD1048576"),
}
REFUSED = {
    "a bomb of rows": lambda: with_sheet([b'<row r="9"/>' * 100_000] * 40),
    "24 MB of empty rows": lambda: with_sheet([b'<row r="9"/>' * 100_000] * 20),
    "a bomb of blanks": lambda: with_sheet([b" " * 1_000_000] * 200),
    "a bomb of entities": lambda: with_sheet(
        [b'<!DOCTYPE worksheet [<!ENTITY many "%s">]>' % (b"<row/>" * 1_000)], end=b"<worksheet"
    ),
    "encrypted": encrypted,
    "cut": lambda: PLAIN[: len(PLAIN) * 2 // 3],
    "cut at its end": lambda: PLAIN[:-30],
    "damaged on the way": lambda: PLAIN[:2_150] + b"\x00" * 300 + PLAIN[2_450:],
    "no zip": lambda: b"PK\x03\x04" + random.Random(7).randbytes(3_000),
    "old": lambda: b"\xd0\xcf\x11\xe0" + bytes(4_000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
}
MEASURED = """
import re, sys, time
from datetime import date
from pathlib import Path
from domain.errors import BadInput
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
began = time.process_time()
try:
    plan = plan_import(Path(sys.argv[1]).read_bytes(), Register("520199"), date(2026, 5, 14))
    said = f"{len(plan.changes)} {len(plan.faults)}"
except BadInput as error:
    said = error.message
# Not getrusage: what it says begins with the size of the process that started this one.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(said)
print(time.process_time() - began, int(peak[1]) / 1024)
"""


def measured(raw: bytes, folder: Path) -> tuple[str, float, float]:
    """What planning the file says, and the seconds and megabytes that a process needs for it."""
    file = folder / "import.xlsx"
    file.write_bytes(raw)
    words = [sys.executable, "-c", MEASURED, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    said, numbers = done.stdout.splitlines()
    seconds, megabytes = map(float, numbers.split())
    return said, seconds, megabytes


@pytest.mark.parametrize("made", READ.values(), ids=READ)
def test_what_is_filled_is_read_in_two_seconds_and_200_mb(made, tmp_path):
    said, seconds, megabytes = measured(made(), tmp_path)
    assert said == "3 0"
    assert seconds < 2
    assert megabytes < 200


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_ends_in_one_sentence_at_once(made, tmp_path):
    said, seconds, megabytes = measured(made(), tmp_path)
    assert "请" in said
    assert seconds < 2
    assert megabytes < 200


def test_a_sheet_that_is_merged_down_fills_the_rows_that_have_something():
    plan = plan_import(merged(b"C2:C1048576"), Register("520199"), TODAY)
    assert [each.name for each in plan.changes] == ["一", "甲小学", "乙小学"]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255), st.booleans())
def test_a_file_damaged_anywhere_is_read_or_refused_in_words(at, flip, is_cut):
    raw = PLAIN[:at] if is_cut else PLAIN[:at] + bytes([PLAIN[at] ^ flip]) + PLAIN[at + 1 :]
    with suppress(BadInput):
        assert plan_import(raw, Register("520199"), TODAY).file == sha256_hex(raw)
