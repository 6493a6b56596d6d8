"""Entry kinds: every kind is registered, reads back what was written, and never raises."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.kinds import KINDS
from domain.kinds.kind import visit_of
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line, parse_line, sha256_hex
from tests.builders.trail import Pen


def a_note(text: str = "好") -> Line:
    return Pen().write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text=text))


def salted(text: str) -> bytes:
    return json.dumps({"salt": "s", **json.loads(text)}).encode()


def rewritten(line: Line, kind: str, body: bytes, private: bytes = b'{"salt":"s"}') -> Line:
    header = json.loads(line.header_bytes) | {
        "kind": kind,
        "body": sha256_hex(body),
        "private": sha256_hex(private),
    }
    return parse_line(b"\t".join((json.dumps(header).encode(), body, private)))


def test_reading_gives_what_was_written() -> None:
    reading = kinds.read(a_note("课堂"))
    assert reading.body == VisitNoted(section=NoteSection.RECORD)
    assert reading.private == TextPrivate(text="课堂")
    assert reading.problem is None


@pytest.mark.parametrize(
    ("kind", "body", "private", "problem"),
    [
        ("moon.landed", "{}", "{}", "unknown_kind"),
        ("visit.noted", '{"section":"moon"}', "{}", "invalid_body"),
        ("visit.noted", "{}", "{}", "invalid_body"),
        ("visit.noted", '{"section":"record"}', '{"text":5}', "invalid_private"),
        ("visit.counted", '{"method":"talks","quantity":1.5}', "{}", "invalid_body"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, body: str, private: str, problem: str) -> None:
    line = rewritten(a_note(), kind, salted(body), salted(private))
    assert kinds.read(line).problem == problem


def test_a_body_that_was_withheld_says_nothing() -> None:
    reading = kinds.read(parse_line(a_note().header_bytes + b"\t\t"))
    assert (reading.body, reading.private, reading.problem) == (None, None, "withheld")


def test_an_entry_is_of_the_visit_it_names_as_far_as_its_kind_is_known() -> None:
    pen = Pen()
    visit = pen.open_visit()
    note = pen.write(VisitNoted(section=NoteSection.RECORD), subject=visit)
    later = rewritten(note, "moon.landed", salted("{}"))
    training = pen.write(a_training("2026-05-14"))
    assert [visit_of(each) for each in (*pen.lines[:2], later, training)] == [visit] * 3 + [None]


def test_fields_of_later_versions_are_passed_over() -> None:
    line = rewritten(a_note(), "visit.noted", salted('{"section":"record","later":{"a":1}}'))
    assert kinds.read(line).problem is None


def test_erased_private_piece_is_no_problem() -> None:
    line = a_note()
    erased = parse_line(line.raw.rpartition(b"\t")[0] + b"\t")
    reading = kinds.read(erased)
    assert (reading.private, reading.problem) == (None, None)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=80), st.binary(max_size=80))
def test_reading_never_raises(kind: str, body: bytes, private: bytes) -> None:
    line = rewritten(a_note(), kind, salted("{}"))
    reading = kinds.read(replace(line, body_bytes=body, private_bytes=private))
    assert reading.problem in {"invalid_body", "invalid_private"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_private_piece_may_be_empty(kind: str) -> None:
    model = KINDS[kind].body.private
    assert model.model_validate_json("{}") == model()


def a_training(held_on: str) -> TrainingRecorded:
    return TrainingRecorded(
        training_id="t", held_on=held_on, title="岗前", mode=TrainingMode.CENTRAL, others=1
    )


@pytest.mark.parametrize("day", ["2026-02-30", "2026-5-1", "20260501", "x"])
def test_a_date_must_exist(day: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        a_training(day)


def test_a_date_that_exists_is_kept_as_text() -> None:
    assert a_training("2024-02-29").held_on == "2024-02-29"
