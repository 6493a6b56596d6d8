"""Whatever happened, the tables by zone, inspector and school add up to one district (S2)."""

from datetime import timedelta
from random import Random

import pytest

from domain.kinds.visit.builder import ENDED
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.merging import Uniting
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.unit import UnitAdded, UnitCounted
from domain.month.month import Grouping, Row
from domain.month.topic import Topic
from domain.visit.tally import Measure
from domain.visit.visit import Visit
from sync_server.data.visits import rows as visits
from sync_server.month.columns import columns
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.office.commands import Merge, Office, Redate
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection

PEOPLE = ("chen.jing", "wang.fang")
SCHOOLS = ("school-1", "school-2", "school-3")
STEPS = 14


class History:
    """A district in which anything may happen next."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server, self.dice = server, Random(seed)
        self.office = Office(server.database, server.committer)
        self.phones = {who: Inspection.of(server, who) for who in PEOPLE}
        self.made: list[tuple[str, str]] = []

    def happen(self) -> None:
        """One thing more."""
        acts = [self.visit, self.visit, self.amend, self.merge, self.unmerge, self.redate]
        acts += [self.cancel, self.hand_over, self.move_school, self.give_back]
        self.dice.choice(acts)()

    def visit(self) -> None:
        who = self.dice.choice(PEOPLE)
        along = tuple(each for each in PEOPLE if each != who and self.dice.random() < 0.5)
        phone = self.phones[who]
        phone.open_visit(self.dice.choice(SCHOOLS), participants=along)
        phone.check_in()
        units = self.dice.sample(SCHOOLS, self.dice.choice((0, 0, 1, 2)))
        for each in units:
            phone.write(UnitAdded(school_id=each))
            if self.dice.random() < 0.6:
                phone.check_in(unit=each)
        period = self.dice.randint(1, 2)
        unit = self.dice.choice((None, *SCHOOLS))
        lesson = LessonObserved(lesson_id="l", class_name="五1", period=period, observers=PEOPLE)
        phone.write(lesson.model_copy(update={"unit": unit}))
        phone.write(FindingRaised(finding_id="f", category=Category.SAFETY, unit=unit))
        if self.dice.random() < 0.8:
            phone.submit()
        phone.push()
        self.made.append((who, phone.visit))

    def amend(self) -> None:
        who, visit = self._some()
        if not visit or self._folded(visit).state in ENDED:
            return
        phone = self.phones[who]
        phone.visit = visit
        phone.write(VisitAmended())
        phone.write(VisitCounted(method=Method.TALKS, quantity=self.dice.randint(0, 9)))
        unit = self.dice.choice(SCHOOLS)
        phone.write(UnitAdded(school_id=unit, is_withdrawn=self.dice.random() < 0.5))
        phone.write(UnitCounted(school_id=unit, method=Method.TALKS, quantity=2))
        if self.dice.random() < 0.5:
            phone.submit()
        phone.push()

    def give_back(self) -> None:
        _, visit = self._some()
        found = self._folded(visit) if visit else None
        if found and found.submissions and found.state not in ENDED:
            self.office.return_visit("li.zhuren", visit, found.version, "补")

    def merge(self) -> None:
        (_, one), (_, other) = self._some(), self._some()
        if not one or one == other:
            return
        mine, into = self._folded(one), self._folded(other)
        if mine.school_id != into.school_id or {mine.state, into.state} & ENDED:
            return
        how = self.dice.choice(tuple(Uniting))
        self.office.merge_visit(
            "li.zhuren", Merge(one, mine.version, other, into.version, "记了两遍", how)
        )

    def unmerge(self) -> None:
        _, visit = self._some()
        found = self._folded(visit) if visit else None
        if found and found.merged_into:
            self.office.unmerge_visit("li.zhuren", visit, found.version, "并错了")

    def redate(self) -> None:
        _, visit = self._some()
        found = self._folded(visit) if visit else None
        if found and found.submissions and found.state not in ENDED:
            today = self.server.clock().date()
            day = today - timedelta(days=self.dice.randint(0, 40))
            redating = Redate(visit, found.version, day, "记错了", today)
            self.office.redate_visit("li.zhuren", redating)

    def cancel(self) -> None:
        _, visit = self._some()
        found = self._folded(visit) if visit else None
        if found and found.state not in ENDED and self.dice.random() < 0.4:
            self.office.cancel_visit("li.zhuren", visit, found.version, "作废")

    def hand_over(self) -> None:
        school, who = self.dice.choice(SCHOOLS), self.dice.choice(PEOPLE)
        first = f"2026-0{self.dice.choice((4, 5))}-{self.dice.randint(1, 28):02d}"
        last = self.dice.choice((None, "2026-05-31"))
        write(
            self.server,
            "wanshan",
            (an_assignment(school, who, from_on=first, to_on=last), None),
        )

    def move_school(self) -> None:
        school = a_school(self.dice.choice(SCHOOLS), zone=self.dice.choice(("z1", "z2")))
        write(self.server, "wanshan", (school, None))

    def _some(self) -> tuple[str, str]:
        return self.dice.choice(self.made) if self.made else ("", "")

    def _folded(self, visit: str) -> Visit:
        with self.server.database.session() as session:
            row = visits.visit(session, visit)
        assert row is not None
        return Visit.model_validate_json(row.folded)


def agree(server: Server, period: str) -> dict[str, object]:
    """The district's figures, which every table's rows add up to."""
    months = Months(server.database, server.clock, server.committer)
    found: dict[str, object] = {}
    for by in Grouping:
        table = months.view(read_period(period), "wanshan", by).table
        for column in (each for each in columns(by) if each.is_summed):
            figures = [column.value(row) or 0 for row in table.rows]
            assert sum(figures) == column.value(table.total), (by, column.name)
        mine = figures_of(table.total)
        assert found in ({}, mine), by
        found = mine
    further_agree(months, period, found)
    return found


SAID_OF_FINDINGS = (Topic.FINDING_CATEGORY, Topic.FINDING_SEVERITY, Topic.FINDING_ZONE)


def further_agree(months: Months, period: str, figures: dict[str, object]) -> None:
    """The further tables add up, and to the same where they tell the same."""
    told: dict[str, object] = {}
    for by in Topic:
        (sheet,) = months.official(read_period(period), "wanshan", by, PRESENT).sheets
        for at, column in enumerate(sheet.columns):
            total = sheet.total[at]
            if column.is_summed:
                assert sum(row.values[at] or 0 for row in sheet.rows) == total, (by, column.name)
            if by in SAID_OF_FINDINGS:
                assert told.setdefault(column.name, total) == total, (by, column.name)
            elif column.name in figures and column.name not in ("schools", "held"):
                assert figures[column.name] == total, (by, column.name)


def figures_of(row: Row) -> dict[str, object]:
    """All that a row says."""
    sums = {measure.value: row.sums[measure] for measure in Measure}
    return {
        **sums,
        "due": row.due,
        "done": row.done,
        "schools": sorted(row.schools),
        "held": sorted(row.held),
        "covered": row.covered,
    }


@pytest.mark.parametrize("seed", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_counts_agree_whatever_happened(server: Server, seed: int):
    history = History(server, seed)
    for _ in range(STEPS):
        history.happen()
        before = agree(server, "2026-05")
    years = agree(server, "2026")
    assert rebuild(server.database) == {}
    assert (agree(server, "2026-05"), agree(server, "2026")) == (before, years)
