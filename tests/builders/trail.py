"""Builders of entries and visits, written the way a phone writes them."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from domain import kinds
from domain.clock import format_instant
from domain.kinds.author import Author, Role
from domain.kinds.piece import Body, Private
from domain.kinds.visit.course import VisitOpened
from domain.trail.chain import ChainHead, Moment, Subject, next_line
from domain.trail.line import Line, Tick
from domain.trail.order import in_order
from domain.visit.fold import fold
from domain.visit.visit import Visit

MAY_14 = datetime(2026, 5, 14, 0, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def a_chain_id(number: int | None = None) -> str:
    """A chain id, a new one unless numbered."""
    return f"00000000-0000-7000-8000-{number or next(_numbers) + 1_000_000:012d}"


def an_author(
    account: str = "chen.jing",
    role: Role = Role.INSPECTOR,
    district: str = "wanshan",
    chain: str | None = None,
    is_practice: bool = False,
) -> Author:
    """Somebody who writes, on a chain of their own."""
    return Author(chain or a_chain_id(), account, role, district, is_practice)


@dataclass
class Pen:
    """Writes entries of one chain, a minute apart, into a list that others can share."""

    author: Author = field(default_factory=an_author)
    lines: list[Line] = field(default_factory=list)
    at: datetime = MAY_14
    ms: int = 1_000_000
    boot: str = "boot-1"
    head: ChainHead = field(init=False)

    def __post_init__(self) -> None:
        self.head = ChainHead(self.author.chain)

    def write(
        self,
        body: Body,
        private: Private | None = None,
        subject: str | None = None,
        saw: str | None = None,
    ) -> Line:
        """The next entry, having seen ``saw`` and all that stands in ``lines`` of its subject."""
        known = in_order(line for line in self.lines if line.subject == subject)
        if saw is None and known and known[-1].header.chain != self.author.chain:
            saw = known[-1].id
        moment = Moment(format_instant(self.at), 480, Tick(boot=self.boot, ms=self.ms))
        salts = (f"body-{self.head.seq}", f"private-{self.head.seq}")
        line = next_line(self.head, Subject(subject, saw), moment, (body, private), salts)
        self.head = self.head.after(line)
        self.at += timedelta(minutes=1)
        self.ms += 60_000
        self.lines.append(line)
        return line

    def open_visit(self, school_id: str = "school-1", **fields: object) -> str:
        """Open a visit and answer its id."""
        return self.write(VisitOpened.model_validate({"school_id": school_id, **fields})).id


def folded(visit_id: str, lines: list[Line], *authors: Author) -> Visit:
    """The visit these lines make; fails where there is none."""
    known: Mapping[str, Author] = {author.chain: author for author in authors}
    visit = fold(visit_id, [kinds.read(line) for line in lines], known)
    assert visit is not None
    return visit
