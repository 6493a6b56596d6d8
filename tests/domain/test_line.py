"""A line: the exact bytes, their hashes, and what is no line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadLine
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail import strict_json
from domain.trail.line import Header, Line, parse_kept, parse_line, read_header, sha256_hex
from tests.builders.trail import Pen


def a_line(text: str = "课堂秩序良好") -> Line:
    pen = Pen()
    visit_id = pen.open_visit()
    return pen.write(
        VisitNoted(section=NoteSection.RECORD), TextPrivate(text=text), subject=visit_id
    )


def with_header(line: Line, **changes: object) -> bytes:
    header = {**json.loads(line.header_bytes), **changes}
    return b"\t".join(
        (json.dumps(header).encode(), line.body_bytes or b"", line.private_bytes or b"")
    )


def code_of(raw: bytes) -> str:
    with pytest.raises(BadLine) as caught:
        parse_line(raw)
    return caught.value.specific_code


def test_line_comes_back_byte_for_byte() -> None:
    line = a_line()
    again = parse_line(line.raw)
    assert again == line
    assert again.id == sha256_hex(line.header_bytes)


def test_any_text_survives_but_for_control_characters() -> None:
    line = a_line("a\tb\r\nc\x00\x7f\x85䶮㛃𠮷·")
    assert json.loads(line.private_bytes or b"")["text"] == "a\tb\r\nc   䶮㛃𠮷·"


@given(st.data())
def test_no_changed_byte_goes_unnoticed(data: st.DataObject) -> None:
    raw = bytearray(a_line().raw)
    index = data.draw(st.integers(0, len(raw) - 1))
    raw[index] ^= data.draw(st.integers(1, 255))
    try:
        changed = parse_line(bytes(raw))
    except BadLine:
        return
    assert changed.id != a_line().id


@given(st.binary(max_size=300))
def test_any_bytes_parse_or_raise_bad_line(raw: bytes) -> None:
    with pytest.raises(BadLine):
        parse_line(raw)


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": True},
        {"extra": 1},
        {"seq": 0},
        {"seq": "2"},
        {"seq": 1},
        {"prev": None},
        {"prev": "AB"},
        {"n": -1},
        {"n": 2**53},
        {"at": "2026-05-14T08:11:09Z"},
        {"at": "yesterday"},
        {"tz": 900},
        {"tick": {"boot": "", "ms": 1}},
        {"tick": {"boot": "b", "ms": 1, "more": 1}},
        {"tick": 5},
        {"kind": "Photo.taken"},
        {"kind": "photo"},
        {"kind": "photo.taken\n"},
        {"visit": "x"},
        {"chain": "not-a-chain"},
    ],
)
def test_header_is_strict(changes: dict[str, object]) -> None:
    assert code_of(with_header(a_line(), **changes)) == "bad_header"


def verdict(header: bytes) -> Header | str:
    """The header these bytes are, or the code they are refused with."""
    try:
        return read_header(header)
    except BadLine as error:
        return error.specific_code


def said_twice(header: bytes) -> tuple[Header | str, Header | str]:
    """The verdict as the bytes stand, and with a space that no writer of ours puts there."""
    return verdict(header), verdict(b"{ " + header[1:])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tick": None},
        {"tz": -840},
        {"tz": 841},
        {"tz": 0},
        {"seq": 1},
        {"seq": 2**53 - 1},
        {"seq": 10**15},
        {"prev": None},
        {"seq": 1, "prev": None},
        {"at": "2026-02-30T08:11:09.120Z"},
        {"at": "1969-12-31T23:59:59.999Z"},
        {"tick": {"boot": "启动", "ms": 0}},
        {"tick": {"boot": 'a"b', "ms": 2**53 - 1}},
        {"tick": {"boot": "b" * 65, "ms": 1}},
        {"kind": "photo.taken\n"},
        {"subject": None, "saw": None},
    ],
)
def test_header_is_read_the_same_however_it_is_spaced(changes: dict[str, object]) -> None:
    header = {**json.loads(a_line().header_bytes), **changes}
    one, other = said_twice(strict_json.dump(header))
    assert one == other


@given(st.data())
def test_changed_header_is_read_the_same_however_it_is_spaced(data: st.DataObject) -> None:
    header = bytearray(a_line().header_bytes)
    index = data.draw(st.integers(1, len(header) - 1))
    header[index : index + data.draw(st.integers(0, 2))] = data.draw(
        st.sampled_from([b"-", b"0", b"9", b"Z", b'"', b"\\", b"null", b"\xc2\x85", b"\n", b""])
    )
    one, other = said_twice(bytes(header))
    assert one == other


def test_a_tick_may_be_missing() -> None:
    assert parse_line(with_header(a_line(), tick=None)).header.tick is None


def test_what_is_no_line_says_which_rule_it_breaks() -> None:
    line = a_line()
    header, body, private = line.raw.split(b"\t")
    assert code_of(header + b"\t" + body) == "not_three_pieces"
    assert code_of(line.raw + b"\x01") == "control_byte"
    assert code_of(line.raw + b" " * 65_536) == "line_too_large"
    assert code_of(b"\t".join((header + b" " * 2048, body, private))) == "header_too_large"
    assert code_of(b"\t".join((header, body + b" ", private))) == "body_changed"
    assert code_of(b"\t".join((header, body, private + b" "))) == "private_changed"
    assert code_of(b"\t".join((header[:-1] + b',"v":1}', body, private))) == "bad_header"


def test_a_line_may_come_without_its_pieces() -> None:
    line = a_line()
    bare = line.header_bytes + b"\t\t"
    again = parse_line(bare)
    assert (again.body_bytes, again.private_bytes, again.id) == (None, None, line.id)
    assert again.raw == bare
    assert (again.is_whole, line.is_whole) == (False, True)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_went_bad_since_hides_nothing_else(at: int) -> None:
    line = a_line()
    pieces = line.raw.split(b"\t")
    pieces[at] = pieces[at][:-2] + b"\xff}"
    raw = b"\t".join(pieces)
    if at == 0:
        with pytest.raises(BadLine):
            parse_kept(raw)
        return
    kept = parse_kept(raw)
    whole = {1: line.private_bytes, 2: line.body_bytes}[at]
    assert (kept.id, kept.is_whole) == (line.id, False)
    assert whole in (kept.body_bytes, kept.private_bytes)
    assert parse_kept(line.raw) == line


@pytest.mark.parametrize(
    "piece",
    [
        b'{"salt":"s","text":"\xff"}',
        b'[{"salt":"s"}]',
        b'"salt"',
        b"{}",
        b'{"salt":""}',
        b'{"salt":5}',
        b'{"salt":"s","a":1,"a":2}',
        b'{"salt":"s","a":NaN}',
        b'{"salt":"s","a":1e999}',
        b'{"salt":"s","a":"\\u0000"}',
        b'{"salt":"s","\\u0007":1}',
        b'{"salt":"s","a":["\\ud83c"]}',
        b'{"salt":"s","a":"\x7f"}',
        b'{"salt":"s","a":"\xc2\x85"}',
        b'{"salt":"s","a":' + b"[" * 32 + b"]" * 32 + b"}",
    ],
)
@pytest.mark.parametrize("name", ["body", "private"])
def test_a_piece_is_a_strict_object_with_its_salt(name: str, piece: bytes) -> None:
    line = a_line()
    header, body, private = line.raw.split(b"\t")
    facts = json.loads(header) | {name: sha256_hex(piece)}
    pieces = {"body": body, "private": private} | {name: piece}
    changed = b"\t".join((json.dumps(facts).encode(), pieces["body"], pieces["private"]))
    assert code_of(changed) == f"bad_{name}"


def test_opening_belongs_to_the_visit_it_opens() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    assert pen.lines[0].header.subject is None
    assert pen.lines[0].subject == visit_id
