"""A run is packed small, and unpacked to the bytes that were first written."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import format_instant
from domain.errors import BadLine
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line, parse_line, sha256_hex
from sync_server.data.runs import (
    MOST_LINES,
    Run,
    Shared,
    goes_on,
    packed,
    split_ids,
    time_at,
    unpacked,
    unpacked_lines,
)
from sync_server.data.tables.run_table import RUN_COLUMNS
from tests.builders.trail import MAY_14, Pen, a_chain_id

SHARED = Shared(a_chain_id(1), format_instant(MAY_14), "", 9)
PACKED = ("lines", "private")
KEPT = (
    "jZTdagQhDEafaCDxJ9GnKRoTWijd0vamb18zs1u2M0sZL2SEQT35jtnffB6/jmWd2KdyW4JrDYAHuA3pMV1eMDld"
    "PEPnkIvvvzGuYw+6pX5Puh1/RWXRwj1ba4VrGVVgMFNUSiO3KK02woKtqGUdbK2kOgJYV0htmNmfSoGaWrdMFmH+"
    "jTFGilyQQAyh1LlnCpiiphqaQBBBrpFppBYoYrqvtN9vAVfH83r6+n73LD6mki9v6k9p6nVtJWc7jjxfLq+bkp/r"
    "96zdPzKGEzL+xoUnZNzFRY/iOnrpL+Ghl4AiHot2Dh0Ht2gqqlZzxSCeae5MPcxAMaAENBJJo08va6Zgh2pvpu77"
    "0Q/a4ceA"
)
NOTE = VisitNoted(section=NoteSection.RECORD)


def a_visit(notes: int) -> list[Line]:
    """A visit's opening and some notes on it."""
    pen = Pen()
    visit = pen.open_visit()
    for number in range(notes):
        pen.write(NOTE, TextPrivate(text=f"第{number}条"), visit)
    return pen.lines


def a_run(lines: list[Line], first: int = 0) -> Run:
    """A run of these lines, each a second later than the one before."""
    seconds = [MAY_14 - timedelta(seconds=len(lines) - at) for at in range(len(lines))]
    return Run(first, lines, [(format_instant(at), SHARED.accepted_at) for at in seconds], SHARED)


def row_of(run: Run) -> dict[str, object]:
    """The run's row."""
    return dict(zip(RUN_COLUMNS, packed(run), strict=True))


def written_by_others(
    lines: list[Line], words: str, *, is_sorted: bool, has_spaces: bool
) -> list[Line]:
    """The entries as another client would write them, saying these words and what came before."""
    separators = (", ", ": ") if has_spaces else (",", ":")
    found: list[Line] = []
    for line in lines:
        body = json.dumps({"salt": "s", "words": words}).encode()
        header = json.loads(line.header_bytes) | {"body": sha256_hex(body)}
        if found:
            last, first = found[-1].id, found[0].id
            header |= {"prev": last, "subject": first, "saw": last}
            words = f"{words} {last} {first} {line.header.chain}"
        raw = json.dumps(header, sort_keys=is_sorted, separators=separators).encode()
        found.append(parse_line(b"\t".join((raw, body, line.private_bytes or b""))))
    return found


@given(
    notes=st.integers(0, 4),
    words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    is_sorted=st.booleans(),
    has_spaces=st.booleans(),
    gone=st.sets(st.tuples(st.integers(0, 4), st.sampled_from(["body", "private"]))),
)
def test_lines_come_back_exactly_as_they_were_written(
    notes: int, words: str, is_sorted: bool, has_spaces: bool, gone: set[tuple[int, str]]
):
    whole = written_by_others(a_visit(notes), words, is_sorted=is_sorted, has_spaces=has_spaces)
    lines = [
        Line(
            each.id,
            each.header,
            each.header_bytes,
            None if (at, "body") in gone else each.body_bytes,
            None if (at, "private") in gone else each.private_bytes,
        )
        for at, each in enumerate(whole)
    ]
    run = a_run(lines, 7)
    row = row_of(run)
    assert unpacked(row) == run
    assert [each.raw for each in unpacked(row).lines] == [each.raw for each in lines]
    assert split_ids(bytes(row["ids"])) == [each.id for each in lines]  # type: ignore[call-overload]


def test_each_entry_has_its_own_times():
    run = a_run(a_visit(3))
    row = dict(zip(RUN_COLUMNS, packed(run), strict=True))
    found = [time_at(row["times"], at, row["accepted_at"]) for at in range(len(run.lines))]
    assert found == list(run.times)


@pytest.mark.parametrize("column", PACKED)
def test_any_flipped_bit_of_what_is_packed_is_noticed(column: str):
    row = row_of(a_run(a_visit(2)))
    whole = row[column]
    assert isinstance(whole, bytes)
    for at in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(BadLine, match="position 0"):
            unpacked(row | {column: bytes(changed)})


@pytest.mark.parametrize("column", [*PACKED, "times"])
@pytest.mark.parametrize("made", [lambda raw: raw[:-1], lambda raw: raw + b"x", lambda raw: b""])
def test_what_was_cut_or_added_to_is_noticed(column: str, made):
    row = row_of(a_run(a_visit(2)))
    with pytest.raises(BadLine, match="verify"):
        unpacked(row | {column: made(row[column])})


def test_what_was_packed_stays_readable():
    lines = unpacked_lines(b64decode(KEPT))
    assert [each.header.kind for each in lines] == ["visit.opened", "visit.noted"]
    assert lines[1].header.prev == lines[0].id == lines[1].subject
    assert lines[1].body_bytes == b'{"salt":"body-1","section":"record"}'


def test_a_visits_lines_take_a_third_of_their_bytes():
    lines = a_visit(19)
    row = row_of(a_run(lines))
    sizes = [len(value) for value in row.values() if isinstance(value, bytes)]
    assert sum(sizes) < sum(len(each.raw) for each in lines) / 3


def test_a_run_goes_on_along_one_chain_and_subject_and_is_never_too_long():
    first, second, third = a_visit(2)
    assert goes_on(first, second, 1)
    assert goes_on(second, third, 2)
    assert not goes_on(first, third, 1)
    assert not goes_on(second, third, MOST_LINES)
    pen = Pen()
    pen.open_visit()
    pen.open_visit()
    one, other = pen.lines
    assert not goes_on(one, other, 1)
