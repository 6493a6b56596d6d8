"""A month's lock as it stands: its versions, and what came after the seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date, month_of
from domain.errors import BadInput
from domain.kinds.office.month_lock import NOUN
from domain.kinds.visit.builder import State
from domain.month.activity_changes import WorkChange, work_changes
from domain.month.changes import Change, Line, changes, differing, lines
from domain.month.month import Grouping
from sync_server.data.engine import Database, Transaction
from sync_server.data.locks import rows
from sync_server.data.months import MonthSpan
from sync_server.data.subjects import subject_called
from sync_server.ledger.append import NEW
from sync_server.month.columns import MONTHS_OF_CAMPAIGNS
from sync_server.month.locked import Version, versions
from sync_server.month.locking import whole
from sync_server.month.making import Asked, views
from sync_server.month.period import read_period
from sync_server.month.sheets import ALL
from sync_server.month.standings import campaign_changes, standings
from sync_server.register.names import Names, names_in

TITLES = {each.name: each.title for each in (*ALL, MONTHS_OF_CAMPAIGNS)}
_WAITING = (State.IN_PROGRESS, State.SUBMITTED, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Changed:
    """What came to a sealed month: visits, the office's work, figures, and each visit's day."""

    visits: Sequence[Change]
    work: Sequence[WorkChange]
    lines: Sequence[Line]
    days: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MonthLock:
    """A month's lock as it stands: ``seen`` is its version for whoever writes about it.

    ``waiting`` says how many of the month's visits are not reviewed to their end.
    ``changed`` is None where no version was sealed.
    """

    month: str
    seen: str
    is_over: bool
    versions: Sequence[Version]
    waiting: Mapping[State, int]
    names: Names
    changed: Changed | None

    @property
    def official(self) -> Version | None:
        """The newest version, which holds until the next."""
        return self.versions[0] if self.versions else None

    @property
    def is_locked(self) -> bool:
        """Whether the month is under seal: nothing can be sealed before it is opened."""
        return self.official is not None and not self.official.is_open


@dataclass(frozen=True, slots=True)
class MonthLocks:
    """Reads months' locks."""

    database: Database
    clock: Clock

    def read(self, district: str, month: str) -> MonthLock:
        """The month's lock; BadInput for a month that is none, NotFound for an unknown district."""
        today = local_date(self.clock())
        period = read_period(month)
        if not period.is_month:
            raise BadInput("按月锁定，请选一个月份，如 2026-05。", code="bad_period")
        asked = Asked(period, district, today)
        with self.database.reading() as transaction:
            found = versions(transaction, district, month)
            row = subject_called(transaction.tables, district, NOUN, month)
            waiting = rows.waiting_in(transaction.tables, MonthSpan(district, month, month))
            with transaction.session() as session:
                names = names_in(session, district)
            return MonthLock(
                month=month,
                seen=row.version if row else NEW,
                is_over=month < month_of(today),
                versions=found,
                waiting={each: waiting[each] for each in _WAITING if waiting.get(each)},
                names=names,
                changed=changed(transaction, asked, found[0]) if found else None,
            )


def changed(transaction: Transaction, asked: Asked, version: Version) -> Changed:
    """What came to the month after this version, its newest one, was sealed."""
    month, connection = version.body.month, transaction.tables
    locked = rows.locked_visits(connection, asked.district, month)
    now = rows.counted_visits(connection, asked.district, month)
    standing = standings(transaction, month, differing(locked, now))
    found = changes(month, locked, now, standing.get, version.position)
    present = views(transaction, asked, (Grouping.ZONE,))[0].sheet
    names = [each.name for each in present.columns if not each.is_share]
    work = work_changes(
        month,
        rows.locked_work(connection, asked.district, month),
        rows.counted_work(connection, asked.district, month),
        rows.standing_of_work(connection, asked.district, month),
        version.position,
    )
    span = MonthSpan(asked.district, month, month)
    work += campaign_changes(transaction, span, version.position)
    moved = [*(each.moved for each in found), *(each.moved for each in work)]
    figures = lines(names, version.body.totals, whole(present.totals), moved)
    here = rows.visits_now(connection, {each.visit for each in found})
    return Changed(found, work, figures, {row.visit: row.visit_on for row in here})
