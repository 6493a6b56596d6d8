"""A longer period's sealed months: what they were sealed with, beside what the records have."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.month.changes import Line, lines
from domain.month.month import Grouping
from sync_server.data.engine import Transaction
from sync_server.data.locks import rows
from sync_server.data.months import MonthSpan
from sync_server.month.columns import MONTHS_OF_CAMPAIGNS
from sync_server.month.locked import version
from sync_server.month.locking import whole
from sync_server.month.making import Asked, views
from sync_server.month.period import read_period
from sync_server.month.sheets import ALL


@dataclass(frozen=True, slots=True)
class SealedSums:
    """The sealed months in their order, and the figures that add up over months."""

    months: Sequence[str]
    lines: Sequence[Line]


def sealed_sums(transaction: Transaction, asked: Asked) -> SealedSums | None:
    """The newest version of each sealed month of the period, added up; None where none is."""
    span = MonthSpan(asked.district, asked.period.first, asked.period.last)
    found = [version(row) for row in rows.newest_versions(transaction.tables, span)]
    if not found:
        return None
    locked, now = Counter[str](), Counter[str]()
    for each in found:
        month = asked._replace(period=read_period(each.body.month))
        locked.update(each.body.totals)
        now.update(whole(views(transaction, month, (Grouping.ZONE,))[0].sheet.totals))
    names = [each.name for each in ALL if each.is_summed and not each.is_stock]
    figures = [_of_months(each) for each in lines(names, locked, now, ())]
    return SealedSums([each.body.month for each in found], figures)


def _of_months(line: Line) -> Line:
    """The line under the name of what it is: campaigns added up month by month."""
    is_of_campaigns = line.name == "campaigns"
    return replace(line, name=MONTHS_OF_CAMPAIGNS.name) if is_of_campaigns else line
