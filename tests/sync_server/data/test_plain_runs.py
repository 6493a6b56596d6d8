"""What is checked of a run as a whole is what a check of each line would say."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from domain.trail.line import Line, sha256_hex
from sync_server.data.following.entry_index import rows_of
from sync_server.data.plain_runs import plain_run
from sync_server.data.runs import packed, unpacked
from sync_server.data.tables.run_table import RUN_COLUMNS
from tests.builders.trail import a_chain_id
from tests.sync_server.data.test_runs import a_run, a_visit, row_of

HEX = "ab" * 32
LAST = a_visit(3)[-1].header_bytes
# What stands in the last line's header, and what may not stand there instead.
BAD_HEADERS = {
    "another seq": (b'"seq":4', b'"seq":5'),
    "another prev": (b'"prev":"', b'"prev":"%b","old":"' % HEX.encode()),
    "no prev": (b'"prev":"', b'"prev":null,"old":"'),
    "another chain": (b'"chain":"0', b'"chain":"1'),
    "a zone of no place": (b'"tz":480', b'"tz":841'),
    "a day that is none": (b"-05-14T", b"-02-30T"),
    "an hour that is none": (b"T00:", b"T25:"),
    "a year too early": (b'"at":"2026', b'"at":"1969'),
    "another version": (b'"v":1', b'"v":2'),
    "a kind that is none": (b'"kind":"visit.noted"', b'"kind":"Visit noted"'),
    "a field too many": (b'"v":1', b'"v":1,"w":1'),
    "a space": (b'"v":1,', b'"v":1, '),
}
BAD_COLUMNS: dict[str, dict[str, Any]] = {
    "chain": {"chain": a_chain_id(2)},
    "seq": {"seq": 2},
    "prev": {"prev": HEX},
    "subject": {"subject": HEX},
    "entries": {"entries": 3},
    "ids": {"ids": bytes(128)},
    "no whole ids": {"ids": bytes(127)},
    "ids as text": {"ids": "ab" * 64},
    "times": {"times": bytes(36)},
    "times as text": {"times": "1"},
    "lines": {"lines": b"1234"},
    "private": {"private": None},
}


def looked_at(row: dict[str, Any]) -> list[tuple[Any, ...]] | None:
    """What the index has of a run that is looked at as a whole; None where it is not."""
    found = plain_run(SimpleNamespace(**row))
    return found.index_rows(SimpleNamespace(**row)) if found else None


def with_last(change: Any) -> dict[str, Any]:
    """The row of a visit whose last line is another."""
    lines = a_visit(3)
    lines[-1] = change(lines[-1])
    return row_of(a_run(lines))


def with_header(line: Line, raw: bytes) -> Line:
    """The line with another header, which has the id of that."""
    assert raw != line.header_bytes
    return replace(line, id=sha256_hex(raw), header_bytes=raw)


@pytest.mark.parametrize("notes", [0, 1, 9])
def test_a_usual_run_tells_what_its_lines_tell(notes: int):
    run = a_run(a_visit(notes), 7)
    assert looked_at(row_of(run)) == list(rows_of(run))
    assert plain_run(SimpleNamespace(**row_of(run))).times == list(run.times)  # type: ignore[union-attr]


def test_a_run_from_the_middle_of_a_visit_is_usual_too():
    run = a_run(a_visit(5)[2:], 2)
    assert looked_at(row_of(run)) == list(rows_of(run))


@pytest.mark.parametrize("name", BAD_HEADERS)
def test_an_unusual_header_is_left_to_the_look_at_each_line(name: str):
    old, new = BAD_HEADERS[name]
    assert looked_at(with_last(lambda line: line)) is not None
    assert old in LAST
    changed = with_last(lambda line: with_header(line, line.header_bytes.replace(old, new, 1)))
    assert looked_at(changed) is None


@pytest.mark.parametrize("name", BAD_COLUMNS)
def test_a_column_that_says_otherwise_is_left_to_it(name: str):
    row = row_of(a_run(a_visit(3)))
    assert looked_at(row) is not None
    assert looked_at(row | BAD_COLUMNS[name]) is None


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("piece", ["body_bytes", "private_bytes"])
@pytest.mark.parametrize("there", [None, b'{"salt":"s","text":"other"}'])
def test_a_piece_that_is_gone_or_another_is_left_to_it(at: int, piece: str, there: bytes | None):
    lines, changes = a_visit(3), {piece: there}
    lines[at] = replace(lines[at], **changes)  # type: ignore[arg-type]
    assert looked_at(row_of(a_run(lines))) is None


def test_an_id_that_is_not_the_headers_is_left_to_it():
    lines = a_visit(3)
    for at in range(4):
        changed = [*lines[:at], replace(lines[at], id=HEX), *lines[at + 1 :]]
        assert looked_at(row_of(a_run(changed))) is None


def test_any_byte_changed_before_packing_is_left_to_it():
    run = a_run(a_visit(2))
    row = row_of(run)
    last = run.lines[-1]
    for at in range(len(last.header_bytes)):
        raw = bytearray(last.header_bytes)
        raw[at] ^= 1
        changed = replace(last, header_bytes=bytes(raw))
        lines = [*run.lines[:-1], changed]
        other = dict(zip(RUN_COLUMNS, packed(a_run(lines)), strict=True))
        assert other["ids"] == row["ids"]
        assert looked_at(other) is None, at


def test_what_is_looked_at_as_a_whole_is_what_is_unpacked():
    row = row_of(a_run(a_visit(4)))
    assert looked_at(row) == list(rows_of(unpacked(row)))
