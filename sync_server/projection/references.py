"""What entries refer to, and which subjects a commit touches by it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.kinds import KINDS, references
from domain.kinds.kind import FINDING, FOLDED, VISIT
from domain.trail.line import Line
from sync_server.data.driver.statements import Row
from sync_server.data.engine import Transaction
from sync_server.data.papers import rows as papers
from sync_server.data.subjects import nouns_of
from sync_server.data.tables import ReferenceRow
from sync_server.data.upsert import row_of, upsert_rows
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.workbook_marks import NAMING_FINDINGS

REFERRING = frozenset(name for name, kind in KINDS.items() if kind.refers)
"""The kinds of entries that say something of other subjects."""


ByNoun = Mapping[str, frozenset[str]]
"""Subjects that are folded and are no visits, by their noun."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The subjects to fold anew: those written about, and the visits referred to besides."""

    visits: tuple[str, ...]
    others: ByNoun
    referred_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class SaidAbout:
    """Of some visits, what names them, and those of whose findings anything tells."""

    others: ByNoun
    visits: frozenset[str]


def index(transaction: Transaction, placed: Iterable[LoggedEntry]) -> frozenset[str]:
    """Note what these entries refer to, whether or not it is here yet; the subjects named."""
    rows: list[Row] = []
    subjects: set[str] = set()
    for each in placed:
        if each.reading.line.header.kind not in REFERRING:
            continue
        if named := {found.subject for found in references(each.reading.body)}:
            rows += [reference_row(each, subject) for subject in sorted(named)]
            subjects |= named
    upsert_rows(transaction.tables, ReferenceRow, rows)
    return frozenset(subjects)


def reference_row(placed: LoggedEntry, subject: str) -> Row:
    """The row of ``reference`` of one entry and a subject that it names."""
    line = placed.reading.line
    return row_of(
        ReferenceRow,
        position=placed.position,
        subject=subject,
        entry=line.id,
        kind=line.header.kind,
        referrer=line.subject,
    )


def touched(transaction: Transaction, placed: Sequence[LoggedEntry]) -> Touched:
    """What these entries are about, whatever their kinds, and what they refer to."""
    named = index(transaction, placed)
    written = dict.fromkeys(each.reading.line.subject for each in placed)
    nouns: dict[str, str | None] = {}
    nouns |= nouns_of(transaction.tables, written)
    nouns |= {line.id: noun for line, noun in _openings(placed)}
    visits = tuple(each for each in written if nouns.get(each, VISIT) == VISIT)
    return Touched(
        visits=visits,
        others=_by_noun([*((nouns.get(each), each) for each in written), *_of_findings(placed)]),
        referred_to=named - set(visits),
    )


def said_about(transaction: Transaction, visits: Iterable[str]) -> SaidAbout:
    """What other subjects say of these visits."""
    rows = papers.referrers(transaction.tables, visits)
    return SaidAbout(
        others=_by_noun((KINDS[row.kind].subject, row.referrer) for row in rows),
        visits=frozenset(row.subject for row in rows if row.kind in NAMING_FINDINGS),
    )


def _openings(placed: Iterable[LoggedEntry]) -> Iterable[tuple[Line, str | None]]:
    """The entries that are about no other, each with the noun its kind is about."""
    for each in placed:
        line = each.reading.line
        kind = KINDS.get(line.header.kind)
        if line.header.subject is None and kind is not None:
            yield line, kind.subject


def _of_findings(placed: Iterable[LoggedEntry]) -> Iterator[tuple[str | None, str]]:
    """The subjects that these entries speak of as findings: those have no opening of their own."""
    for each in placed:
        kind = KINDS.get(each.reading.line.header.kind)
        if kind is not None and kind.subject == FINDING:
            yield FINDING, each.reading.line.subject


def _by_noun(named: Iterable[tuple[str | None, str]]) -> ByNoun:
    """Those of these subjects that are folded and are no visits."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for noun, subject in named:
        if noun in FOLDED and noun != VISIT:
            found[noun].add(subject)
    return {noun: frozenset(some) for noun, some in found.items()}
