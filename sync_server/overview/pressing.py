"""Which paper is due next about findings that are overdue, and which one it follows (S1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.findings.ladder import next_step
from domain.findings.pressing import Counting, IssuedPaper, lateness
from domain.kinds.paper.paper_kind import PaperKind
from domain.month.running_term import running_term
from sync_server.data.engine import Database
from sync_server.data.findings.waiting import Key, Span, overdue_of_units, undone_on
from sync_server.data.papers.papers import papers_about
from sync_server.data.tables import FindingRow, PaperRow
from sync_server.findings.watch import closing_rule
from sync_server.register.calendar import calendar_of


class NextPaper(NamedTuple):
    """A step of the ladder that is due, and the newest paper about the finding; None for none."""

    paper_kind: PaperKind | None
    last: PaperRow | None


@dataclass(frozen=True, slots=True)
class Pressing:
    """Proposes them."""

    database: Database
    clock: Clock

    def next_papers(self, district: str, rows: Sequence[FindingRow]) -> dict[Key, NextPaper]:
        """What is due about each of these findings of the district, which are overdue."""
        if not rows:
            return {}
        today, calendar = local_date(self.clock()), calendar_of(self.database, district)
        term = running_term(calendar, today)
        span = Span(term.first.isoformat(), term.last.isoformat())
        visits = {row.visit for row in rows}
        with self.database.session() as session:
            counting = Counting(today, closing_rule(session, district), calendar)
            connection, day = session.connection(), today.isoformat()
            of_unit = overdue_of_units(connection, district, span, day)
            undone = undone_on(connection, visits)
            papers = papers_about(session, visits)
        found = {}
        for row in rows:
            key = (row.visit, row.finding_id)
            days = counting.days_late(date.fromisoformat(row.deadline), is_hazard=row.is_hazard)
            about = papers.get(key, ())
            late = lateness(days, _issued(about), undone.get(key), of_unit.get(row.school_id, 1))
            found[key] = NextPaper(next_step(counting.rule, late), about[-1] if about else None)
        return found


def _issued(about: Sequence[PaperRow]) -> list[IssuedPaper]:
    return [
        IssuedPaper(PaperKind(each.paper_kind), each.issued_on or each.listed_on) for each in about
    ]
