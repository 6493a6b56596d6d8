"""A delivery: one envelope, many lines, and a bad line that spoils nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.course import VisitOpened
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.place.presence import Presence
from domain.trail import line as line_module
from domain.trail import strict_json
from domain.trail.delivery import (
    Delivery,
    Envelope,
    SignedHead,
    read_delivery,
    vouched_for,
    write_delivery,
)
from domain.trail.line import Line, sha256_hex
from tests.builders.trail import Pen, an_author

CIRCLE = {"lat": 26.57, "lng": 106.71, "radius_m": 500}
QUALITY = {"accuracy_m": 12.0, "age_s": 1.0, "source": "gps"}
CAME = {"circle": CIRCLE, "presence": Presence.INSIDE, **QUALITY}


def three_lines() -> Pen:
    pen = Pen()
    for _ in range(3):
        pen.open_visit()
    return pen


def head_of(line: Line) -> SignedHead:
    return SignedHead(chain=line.header.chain, seq=line.header.seq, id=line.id, signature="0" * 128)


def test_a_delivery_comes_back() -> None:
    pen = three_lines()
    envelope = Envelope(heads=(head_of(pen.lines[-1]),))
    delivery = read_delivery(write_delivery(envelope, [line.raw for line in pen.lines]))
    assert delivery.envelope == envelope
    assert list(delivery.lines) == pen.lines
    assert delivery.refused == ()


def test_an_empty_delivery_is_one() -> None:
    assert read_delivery(write_delivery(Envelope(), [])).lines == ()
    assert read_delivery(b'{"v":1}').lines == ()


def test_the_last_line_needs_no_newline() -> None:
    line = three_lines().lines[0]
    assert read_delivery(b'{"v":1}\n' + line.raw).lines == (line,)


def test_a_bad_line_is_listed_and_the_others_are_taken() -> None:
    lines = [line.raw for line in three_lines().lines]
    lines[1] = b"rubbish"
    delivery = read_delivery(write_delivery(Envelope(), lines))
    assert [(each.index, each.code) for each in delivery.refused] == [(1, "not_three_pieces")]
    assert [line.raw for line in delivery.lines] == [lines[0], lines[2]]


@pytest.mark.parametrize("raw", [b"", b"[]\n", b'{"v":true}\n', b'{"v":1,"v":1}\n', b"\xff"])
def test_what_has_no_envelope_is_no_delivery(raw: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read_delivery(raw)
    assert caught.value.specific_code == "bad_envelope"


@pytest.mark.parametrize(("v", "code"), [(0, "older_delivery"), (2, "newer_delivery")])
def test_a_delivery_of_another_format_is_refused_whole(v: int, code: str) -> None:
    with pytest.raises(BadInput, match=f"format {v}") as caught:
        read_delivery(b'{"v":%d,"heads":"in some other way"}\nrubbish\n' % v)
    assert caught.value.specific_code == code


def test_too_many_lines_are_refused_whole() -> None:
    with pytest.raises(BadInput) as caught:
        read_delivery(b'{"v":1}\n' + b"x\n" * 2001)
    assert caught.value.specific_code == "too_many_lines"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_delivery_or_bad_input(raw: bytes) -> None:
    try:
        read_delivery(raw)
    except BadInput:
        return


def test_a_signed_head_covers_what_leads_to_it() -> None:
    pen, other = three_lines(), Pen(an_author("li.na"))
    stranger = other.write(VisitOpened(school_id="s"))
    lines = [*pen.lines, stranger]
    covered = vouched_for([head_of(pen.lines[1])], lines)
    assert covered == {pen.lines[0].id, pen.lines[1].id}


def test_a_head_that_names_another_chain_covers_nothing() -> None:
    pen = three_lines()
    head = head_of(pen.lines[0]).model_copy(update={"chain": an_author().chain})
    assert vouched_for([head], pen.lines) == frozenset()


def read_the_long_way(raw: bytes) -> Delivery:
    """The delivery, with nothing taken for usual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("domain.trail.delivery.read_usual_run", lambda _: None)
        patch.setattr(line_module, "_usual_header", lambda _: None)
        patch.setattr(strict_json, "usual_object", lambda _: None)
        patch.setattr("domain.trail.delivery.has_control_byte", lambda _: True)
        return read_delivery(raw)


def with_pieces(line: Line, body: bytes, private: bytes) -> bytes:
    """The line with other pieces, which its header names by their hashes."""
    header = line.header_bytes.replace(line.header.body.encode(), sha256_hex(body).encode())
    header = header.replace(line.header.private.encode(), sha256_hex(private).encode())
    return b"\t".join((header, body, private))


ODD = [b"", b"\x00", b"\t", b"\n", b'"', b"\\", b":", b",", b"{", b"}", b"[", b"1e999", b"NaN"]
ODD += [b"\xff", b"\x7f", b"\xc2\x85", b"\\u0000", b"0", b"null", b'"salt":"s",', b" ", b"\r"]


@given(st.data())
def test_odd_bytes_are_read_as_on_the_long_way(data: st.DataObject) -> None:
    lines = [line.raw for line in three_lines().lines]
    changed = bytearray(b"\n".join(lines))
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(changed) - 1))
        changed[index : index + data.draw(st.integers(0, 2))] = data.draw(st.sampled_from(ODD))
    raw = write_delivery(Envelope(), [bytes(changed)])
    assert read_delivery(raw) == read_the_long_way(raw)


def a_run() -> list[Line]:
    """What follows the first entry of a chain, with objects, lists, numbers and colons in it."""
    pen = three_lines()
    body = VisitOpened(school_id="a:b", participants=("li.na", "wu:x"))
    visit = pen.write(body).id
    pen.write(VisitCheckedIn.model_validate(CAME), FixPrivate(lat=1.5, lng=2.25), visit)
    words = TextPrivate(text="乙·丙 8:30\n“一”")
    pen.write(VisitNoted(section=NoteSection.RECORD), words, visit)
    return pen.lines[1:]


def test_a_usual_run_is_read_as_on_the_long_way() -> None:
    raw = write_delivery(Envelope(), [line.raw for line in a_run()])
    delivery = read_delivery(raw)
    assert delivery.run is not None
    assert delivery == read_the_long_way(raw)
    assert hash(delivery) == hash(read_the_long_way(raw))
    assert delivery != raw
    assert len(delivery) == len(delivery.lines) == len(read_the_long_way(raw))


@pytest.mark.parametrize(
    "piece", [b'{"salt":""}', b'{"salt":1}', b"{}", b'{"salt":"%b"}' % (b"s" * 201)]
)
def test_a_piece_without_its_salt_is_in_no_usual_run(piece: bytes) -> None:
    line = a_run()[0]
    raw = write_delivery(Envelope(), [with_pieces(line, line.body_bytes or b"", piece)])
    assert read_delivery(raw).run is None
    assert read_delivery(raw) == read_the_long_way(raw)


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 0, 1)])
def test_lines_that_do_not_follow_each_other_are_no_usual_run(order: tuple[int, ...]) -> None:
    lines = a_run()
    raw = write_delivery(Envelope(), [lines[at].raw for at in order])
    delivery = read_delivery(raw)
    assert delivery.run is None
    assert delivery == read_the_long_way(raw)


@given(st.data())
def test_any_change_to_a_usual_run_is_read_as_on_the_long_way(data: st.DataObject) -> None:
    changed = bytearray(b"\n".join(line.raw for line in a_run()))
    for _ in range(data.draw(st.integers(1, 2))):
        index = data.draw(st.integers(0, len(changed) - 1))
        changed[index : index + data.draw(st.integers(0, 2))] = data.draw(st.sampled_from(ODD))
    raw = write_delivery(Envelope(), [bytes(changed)])
    assert read_delivery(raw) == read_the_long_way(raw)


@given(st.data())
def test_any_pieces_of_a_usual_run_are_read_as_on_the_long_way(data: st.DataObject) -> None:
    line = a_run()[0]
    pieces = [bytearray(line.body_bytes or b""), bytearray(line.private_bytes or b"")]
    for _ in range(data.draw(st.integers(0, 3))):
        piece = data.draw(st.sampled_from(pieces))
        index = data.draw(st.integers(0, len(piece)))
        piece[index : index + data.draw(st.integers(0, 2))] = data.draw(st.sampled_from(ODD))
    body, private = map(bytes, pieces)
    raw = write_delivery(Envelope(), [with_pieces(line, body, private)])
    assert read_delivery(raw) == read_the_long_way(raw)


CHANGES = [
    (b"T0", b"T2"),
    (b"T0", b"T3"),
    (b"2026-05-14", b"2026-02-30"),
    (b"2026", b"1969"),
    (b"2026", b"9999"),
    (b'"tz":480', b'"tz":-841'),
    (b'"tz":480', b'"tz":840'),
    (b'"tick":{', b'"tick":null,"x":{'),
    (b'"v":1', b'"v":2'),
    (b'"seq":2', b'"seq":1'),
    (b'"seq":2', b'"seq":02'),
    (b'"saw":null', b'"saw":"%b"' % (b"0" * 64)),
    (b"visit.opened", b"visit."),
    (b"boot-1", b"boot\\"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_header_of_a_usual_run_is_judged_as_on_the_long_way(old: bytes, new: bytes) -> None:
    line = a_run()[0]
    assert old in line.header_bytes
    raw = write_delivery(Envelope(), [line.raw.replace(old, new, 1)])
    assert read_delivery(raw) == read_the_long_way(raw)


@given(st.data())
def test_odd_pieces_are_read_as_on_the_long_way(data: st.DataObject) -> None:
    line = three_lines().lines[1]
    pieces = [bytearray(line.body_bytes or b""), bytearray(line.private_bytes or b"")]
    for _ in range(data.draw(st.integers(1, 3))):
        piece = data.draw(st.sampled_from(pieces))
        index = data.draw(st.integers(0, len(piece)))
        piece[index : index + data.draw(st.integers(0, 2))] = data.draw(st.sampled_from(ODD))
    body, private = map(bytes, pieces)
    raw = write_delivery(Envelope(), [with_pieces(line, body, private)])
    assert read_delivery(raw) == read_the_long_way(raw)
