"""Writing a chain, and what its key signs."""

from domain.kinds.chain import ChainOpened
from domain.kinds.visit.course import VisitOpened, VisitSubmitted
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from tests.builders.trail import Pen


def test_each_entry_names_the_one_before() -> None:
    pen = Pen()
    opened = ChainOpened(account="a", district="d", installation="i", public_key="0" * 64)
    first, second = pen.write(opened), pen.write(VisitOpened(school_id="s"))
    assert (first.header.seq, first.header.prev) == (1, None)
    assert (second.header.seq, second.header.prev) == (2, first.id)
    assert pen.head == ChainHead(pen.author.chain, 2, second.id)


def test_an_entry_names_what_its_writer_saw_of_others() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    other = Pen(lines=pen.lines)
    first = other.write(VisitSubmitted(head=visit_id), subject=visit_id)
    own = other.write(VisitSubmitted(head=visit_id), subject=visit_id)
    assert [line.header.saw for line in (pen.lines[0], first, own)] == [None, visit_id, None]
    assert {line.subject for line in pen.lines} == {visit_id}


def test_a_moment_without_tick_is_written() -> None:
    moment = Moment("2026-05-14T08:11:09.120Z", 480, None)
    head = ChainHead(Pen().author.chain)
    line = next_line(head, Subject(), moment, (VisitOpened(school_id="s"), None), ("a", "b"))
    assert line.header.tick is None


def test_a_head_is_signed_with_its_place() -> None:
    assert head_message("c", 3, "ab") == b"duji-head-v1\nc\n3\nab"
