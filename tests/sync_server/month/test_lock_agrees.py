"""Whatever came after a seal, its tables stand, add up, and every difference is explained (S2)."""

from datetime import timedelta

import pytest

from domain.month.month import Grouping
from domain.month.sheet import Sheet
from domain.month.topic import ALL, By
from domain.visit.tally import Measure
from sync_server.month.commands import MonthCommands
from sync_server.month.locks import MonthLock, MonthLocks
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.server import SetClock
from tests.sync_server.month.test_month_agrees import PEOPLE, SCHOOLS, History, agree

MAY, EARLY, LATE = "2026-05", 5, 12
Tables = dict[By, Sheet]


class SealedHistory(History):
    """The same, with a month that is sealed and opened in between."""

    def __init__(self, server: Server, seed: int) -> None:
        super().__init__(server, seed)
        self.months = Months(server.database, server.clock, server.committer)
        self.commands = MonthCommands(server.database, server.committer)
        self.versions: dict[int, Tables] = {}

    def keep_back(self) -> None:
        """On every phone a visit that is handed in and comes with whatever it sends next."""
        for who in PEOPLE:
            phone = self.phones[who]
            phone.open_visit(self.dice.choice(SCHOOLS))
            phone.check_in()
            phone.submit()

    def happen(self) -> None:
        """One thing more, a seal or its opening among them."""
        if self.dice.random() < 0.7:
            super().happen()
        elif self.lock.is_locked:
            self.commands.unlock("li.zhuren", MAY, self.lock.seen, "再核对")
        else:
            self.seal()

    def seal(self) -> None:
        self.commands.lock("zhao.tong", MAY, self.lock.seen)
        self.versions[len(self.versions) + 1] = self.tables(0)

    @property
    def lock(self) -> MonthLock:
        return MonthLocks(self.server.database, self.server.clock).read("wanshan", MAY)

    def tables(self, number: int) -> Tables:
        """A version's tables."""
        period = read_period(MAY)
        return {by: self.months.official(period, "wanshan", by, number).sheets[0] for by in ALL}


def plain(sheet: Sheet) -> tuple[object, ...]:
    """What a table says, without which version it is."""
    words = (sheet.title, sheet.rules, tuple(sheet.definitions))
    return sheet.columns, sheet.note_titles, sheet.rows, sheet.total, words


def stands(history: SealedHistory) -> None:
    """Every version says what the records had when it was sealed, and adds up."""
    for number, made in history.versions.items():
        for by, sheet in history.tables(number).items():
            assert plain(sheet) == plain(made[by]), (number, by)
            for at, column in enumerate(sheet.columns):
                sums = sum(row.values[at] or 0 for row in sheet.rows)
                assert sums == sheet.total[at] or not column.is_summed, column.name


def is_explained(history: SealedHistory) -> None:
    """The sealed sum of each measure with late arrivals and adjustments is the present one."""
    found, now = history.lock.changed, history.tables(0)[Grouping.ZONE].totals
    assert found is not None
    measures = {each.value for each in Measure}
    for each in found.lines:
        assert each.now == now[each.name]
        assert each.other == 0 or each.name not in measures, each


@pytest.mark.parametrize("seed", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_a_sealed_month_stands_whatever_came(server: Server, clock: SetClock, seed: int):
    history = SealedHistory(server, seed)
    for _ in range(EARLY):
        History.happen(history)
    history.keep_back()
    clock.move(minutes=int(timedelta(days=20) / timedelta(minutes=1)))
    history.seal()
    for _ in range(LATE):
        history.happen()
        stands(history)
        is_explained(history)
    agree(server, MAY)
    before = (history.lock.changed, [history.tables(each) for each in history.versions])
    assert rebuild(server.database) == {}
    assert (history.lock.changed, [history.tables(each) for each in history.versions]) == before
    stands(history)
