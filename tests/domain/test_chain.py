"""Writing a chain, and what its key signs."""

from domain.kinds.chain import ChainOpened
from domain.kinds.visit.course import VisitOpened
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from tests.builders.trail import Pen


def test_each_entry_names_the_one_before() -> None:
    pen = Pen()
    opened = ChainOpened(account="a", district="d", installation="i", public_key="0" * 64)
    first, second = pen.write(opened), pen.write(VisitOpened(school_id="s"))
    assert (first.header.seq, first.header.prev) == (1, None)
    assert (second.header.seq, second.header.prev) == (2, first.id)
    assert pen.head == ChainHead(pen.author.chain, 2, second.id)


def test_n_counts_what_the_writer_has_seen() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    line = pen.write(VisitOpened(school_id="s"), visit=visit_id, seen_n=7)
    assert (pen.lines[0].header.n, line.header.n) == (0, 8)


def test_a_moment_without_tick_is_written() -> None:
    moment = Moment("2026-05-14T08:11:09.120Z", 480, None)
    head = ChainHead(Pen().author.chain)
    line = next_line(head, Subject(), moment, (VisitOpened(school_id="s"), None), ("a", "b"))
    assert line.header.tick is None


def test_a_head_is_signed_with_its_place() -> None:
    assert head_message("c", 3, "ab") == b"duji-head-v1\nc\n3\nab"
