"""The rows that usual lines make in the log, packed without making their lines one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from domain.clock import format_milliseconds, milliseconds_of
from domain.trail.usual_run import UsualRun
from sync_server.data.driver.statements import Row
from sync_server.data.runs import (
    BEFORE,
    BODY,
    CHAIN,
    ID_BYTES,
    MOST_LINES,
    SUBJECT,
    TIME_BYTES,
    Run,
    Shared,
    Times,
    deflated,
)

# Where hashes stand in a usual header: ``prev`` behind chain and seq, ``body`` before its end.
_HASH = 2 * ID_BYTES
_BEHIND_CHAIN = len('{"v":1,"chain":"') + 36 + len('","seq":,"prev":"')
_FROM_BODY = _HASH + len('","private":"') + _HASH + len('"}')

Span = tuple[int, int]
"""An entry's earliest and latest, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class UsualLines:
    """The lines ``start`` to ``end`` of a delivery, which make one run of the log.

    ``first`` is the position of the delivery's first line, and ``spans`` are of all its lines.
    """

    first: int
    of: UsualRun
    start: int
    end: int
    spans: Sequence[Span]
    shared: Shared

    def row(self) -> Row:
        """The run's row, in the order of the table's columns; as of `packed`."""
        run, start, end, shared = self.of, self.start, self.end, self.shared
        return (
            self.first + start,
            end - start,
            run.chain,
            run.seq + start,
            run.ids[start - 1] if start else run.prev,
            run.subjects[start],
            shared.carrier,
            shared.accepted_at,
            shared.marks,
            shared.tree_size,
            bytes.fromhex("".join(run.ids[start:end])),
            _packed_spans(self.spans[start:end], milliseconds_of(shared.accepted_at)),
            _packed_lines(run, start, end),
            deflated(b"\n".join(run.privates[start:end])),
        )

    def read(self) -> Run:
        """The run, as of `unpacked`."""
        spans = self.spans[self.start : self.end]
        told: dict[Span, Times] = {
            each: (format_milliseconds(each[0]), format_milliseconds(each[1]))
            for each in set(spans)
        }
        lines = self.of.lines(self.start, self.end)
        return Run(self.first + self.start, lines, [told[each] for each in spans], self.shared)


def usual_lines(
    first: int, run: UsualRun, spans: Sequence[Span], shared: Shared
) -> list[UsualLines]:
    """What a delivery makes from the position ``first`` on, run by run."""
    places = _stretches(run.subjects)
    return [UsualLines(first, run, start, end, spans, shared) for start, end in places]


def _stretches(subjects: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where lines that follow each other make a run."""
    start = 0
    for _, same in groupby(subjects):
        end = start + len(list(same))
        for at in range(start, end, MOST_LINES):
            yield at, min(at + MOST_LINES, end)
        start = end


def _packed_spans(spans: Sequence[Span], accepted: int) -> bytes:
    told = {
        span: b"".join(
            [(accepted - each).to_bytes(TIME_BYTES, "big", signed=True) for each in span]
        )
        for span in set(spans)
    }
    return b"".join([told[span] for span in spans])


def _packed_lines(run: UsualRun, start: int, end: int) -> bytes:
    """As of `packed`, by where the hashes stand in a usual header."""
    parts: list[bytes] = []
    for at in range(start + 1, end):
        header = run.headers[at]
        prev = _BEHIND_CHAIN + len(str(run.seq + at))
        body = len(header) - _FROM_BODY
        parts += (
            b"\n",
            header[:prev],
            BEFORE,
            header[prev + _HASH : body],
            BODY,
            header[body + _HASH :],
            b"\t",
            run.bodies[at],
        )
    rest = b"".join(parts).replace(run.chain.encode(), CHAIN)
    rest = rest.replace(run.subjects[start].encode(), SUBJECT)
    return deflated(b"%b\t%b%b" % (run.headers[start], run.bodies[start], rest))
