"""The order in which a subject's entries count."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.piece import Body
from domain.kinds.visit.record import Method, VisitCounted
from domain.trail import order
from domain.trail.line import Line, read_header, sha256_hex
from domain.trail.order import Ending, in_order
from tests.builders.trail import Pen

COUNT: Body = VisitCounted(method=Method.TALKS, quantity=1)


def test_what_was_seen_comes_first_whatever_the_clock_and_chain_say() -> None:
    owner, office = Pen(), Pen()
    visit = owner.open_visit()
    first = owner.write(COUNT, subject=visit)
    answer = office.write(COUNT, subject=visit, saw=first.id)
    after = owner.write(COUNT, subject=visit, saw=answer.id)
    expected = [owner.lines[0], first, answer, after]
    assert in_order(reversed(expected)) == expected


def test_entries_written_without_seeing_each_other_are_ordered_by_chain() -> None:
    owner = Pen()
    visit = owner.open_visit()
    others = [Pen() for _ in range(3)]
    found = [pen.write(COUNT, subject=visit, saw=visit) for pen in others]
    assert in_order([*found, owner.lines[0]])[1:] == sorted(
        found, key=lambda line: line.header.chain
    )


def test_what_was_seen_and_is_not_here_says_nothing() -> None:
    owner, other = Pen(), Pen()
    visit = owner.open_visit()
    far = other.write(COUNT, subject=visit, saw="f" * 64)
    near = owner.write(COUNT, subject=visit)
    assert {line.id for line in in_order([far, near, owner.lines[0]])[1:]} == {far.id, near.id}
    assert in_order([far, near, owner.lines[0]])[0] == owner.lines[0]


def test_no_number_moves_an_entry_behind_what_others_write() -> None:
    owner, stranger = Pen(), Pen()
    visit = owner.open_visit()
    stranger.head = type(stranger.head)(stranger.author.chain, 2**53 - 2, "a" * 64)
    far = stranger.write(COUNT, subject=visit, saw=visit)
    own = [owner.write(COUNT, subject=visit) for _ in range(3)]
    assert in_order([far, *own, owner.lines[0]])[-1] == own[-1]


def a_line(chain: int, seq: int, saw: str | None, subject: str | None) -> Line:
    """An entry as a forger may write it: no link is checked here."""
    header = {
        "v": 1,
        "chain": f"00000000-0000-7000-8000-{chain:012d}",
        "seq": seq,
        "prev": None if seq == 1 else "c" * 64,
        "saw": saw,
        "at": "2026-05-14T08:11:09.120Z",
        "tz": 480,
        "tick": None,
        "kind": "visit.counted",
        "subject": subject,
        "body": "b" * 64,
        "private": "b" * 64,
    }
    raw = json.dumps(header).encode()
    return Line(sha256_hex(raw), read_header(raw), raw, None, None)


OPENING = a_line(0, 1, None, None)


@st.composite
def forged(draw: st.DrawFn) -> list[Line]:
    """Entries of a few chains with forks and gaps, each having seen any one before it or none."""
    found = [OPENING]
    for _ in range(draw(st.integers(0, 20))):
        saw = draw(st.sampled_from([None, "d" * 64, *(line.id for line in found)]))
        chain, seq = draw(st.integers(0, 3)), draw(st.integers(1, 4))
        found.append(a_line(chain, seq, saw, OPENING.id))
    return found


@given(forged(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_arrival(found: list[Line], shuffle: Any) -> None:
    again = found + found[:3]
    shuffle.shuffle(again)
    assert in_order(found) == in_order(again)


@st.composite
def written(draw: st.DrawFn) -> list[Line]:
    """Entries of a few chains that do not fork, each having seen any one before it or none."""
    found, seqs = [OPENING], {1: 0, 2: 0, 3: 0}
    for _ in range(draw(st.integers(0, 20))):
        chain = draw(st.sampled_from(sorted(seqs)))
        seqs[chain] += draw(st.integers(1, 3))
        saw = draw(st.sampled_from([None, *(line.id for line in found)]))
        found.append(a_line(chain, seqs[chain], saw, OPENING.id))
    return found


@st.composite
def alone(draw: st.DrawFn) -> list[Line]:
    """Entries of one chain alone, each having seen any other, one that is not here, or none."""
    found = [OPENING]
    for seq in range(2, draw(st.integers(2, 8))):
        saw = draw(st.sampled_from([None, "f" * 64, *(line.id for line in found)]))
        found.append(a_line(1, seq, saw, OPENING.id))
    gone = draw(st.sampled_from([None, *found]))
    return draw(st.permutations([line for line in found if line is not gone]))


@given(written())
def test_whoever_does_not_fork_stands_behind_what_they_saw_and_wrote(found: list[Line]) -> None:
    place = {line.id: index for index, line in enumerate(in_order(reversed(found)))}
    for number, line in enumerate(found[1:], start=1):
        own = [each.id for each in found[:number] if each.header.chain == line.header.chain]
        before = [*own, *filter(None, [line.header.saw])]
        assert all(place[line.id] > place[each] for each in before)


@given(st.one_of(forged(), alone()))
def test_one_chain_in_its_usual_order_is_in_the_order_of_depths(found: list[Line]) -> None:
    by_id = {line.id: line for line in found}
    assert in_order(found) == order._sorted(by_id, order._depths(by_id))


@given(forged())
def test_what_comes_last_moves_nothing_before_it(found: list[Line]) -> None:
    for number, line in enumerate(found):
        before = found[:number]
        ending = Ending.of(before)
        after = ending.after(line) if ending else None
        if after is not None:
            assert in_order([*before, line]) == [*in_order(before), line]
            assert after == Ending.of([*before, line])


@given(written())
def test_only_what_knows_less_than_others_does_not_come_last(found: list[Line]) -> None:
    for number, line in enumerate(found[1:], start=1):
        ending = Ending.of(found[:number])
        assert ending is not None
        is_last = in_order(found[: number + 1])[-1] == line
        assert (ending.after(line) is not None) == is_last


def test_nothing_goes_on_from_entries_that_name_each_other_in_a_ring() -> None:
    late = a_line(1, 4, None, OPENING.id)
    forked = a_line(1, 3, late.id, OPENING.id)
    assert Ending.of([OPENING, late, forked]) is None


def test_nothing_goes_on_from_no_entries() -> None:
    assert Ending.of([]) is None


def test_what_another_already_saw_is_put_before_it() -> None:
    seen = a_line(2, 1, None, OPENING.id)
    ending = Ending.of([OPENING, a_line(1, 1, seen.id, OPENING.id)])
    assert ending is not None
    assert ending.after(seen) is None


def test_a_long_trail_is_no_deep_recursion() -> None:
    pen = Pen()
    visit = pen.open_visit()
    lines = list(pen.lines)
    before = visit
    for number in range(3_000):
        line = a_line(10 + number, 1, before, visit)
        lines.append(line)
        before = line.id
    assert in_order(reversed(lines)) == lines
