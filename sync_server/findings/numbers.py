"""The next number (文号) of a notice, given under the log's lock."""

from dataclasses import dataclass
from datetime import date

from domain.clock import local_date, parse_instant
from domain.errors import BadInput, Conflict
from domain.kinds.office.notice import NoticeFinding, NoticeIssued
from domain.kinds.office.series import MAX_SERIAL
from domain.kinds.server import ServerRestored
from domain.paper.notice import number_of, series_of
from sync_server.data.papers import rows as papers
from sync_server.ledger.append import UnderLock


@dataclass(frozen=True, slots=True)
class UnnumberedNotice:
    """All that a notice says but its number; called under the lock, it answers the whole body."""

    school_id: str
    findings: tuple[NoticeFinding, ...]
    issued_on: str
    due_on: str

    def __call__(self, lock: UnderLock) -> NoticeIssued:
        """The notice with the next number of the year it is issued in.

        BadInput where that year is not there yet, Conflict (``finding_closed``) where a look
        again found one of the findings put right meanwhile, and as ``next_serial`` says.
        """
        year = date.fromisoformat(self.issued_on).year
        if year > local_date(lock.now).year:
            raise BadInput("下达日期的年份还没有到，请核对。", code="issued_on_ahead")
        closed = papers.put_right(lock.transaction.tables, {each.visit for each in self.findings})
        if any((each.visit, each.finding_id) in closed for each in self.findings):
            raise Conflict("A finding was put right meanwhile.", code="finding_closed")
        serial = next_serial(lock, year)
        name = papers.district_name(lock.transaction.tables, lock.district)
        return NoticeIssued(
            school_id=self.school_id,
            number=number_of(name, year, serial),
            serial=serial,
            findings=self.findings,
            issued_on=self.issued_on,
            due_on=self.due_on,
        )


def next_serial(lock: UnderLock, year: int) -> int:
    """The number after the last one that the year's notices have, or that the office stated.

    Conflict (``series_unknown``) where the server went on from a backup since, and nobody has
    stated yet which number was the last: those given after the backup are forgotten here.
    Conflict (``series_full``) behind the last possible number.
    """
    tables, series = lock.transaction.tables, series_of(year)
    stated = papers.stated_series(tables, lock.district).get(series)
    if is_forgotten(lock, year, stated.position if stated else None):
        raise Conflict("Nobody stated this series' last number.", code="series_unknown", year=year)
    written = [
        each.serial for each in lock.earlier if isinstance(each, NoticeIssued) and each.year == year
    ]
    last = papers.last_serial(tables, lock.district, year)
    serial = max(last, stated.last if stated else 0, *written) + 1
    if serial > MAX_SERIAL:
        raise Conflict("This series has no number left.", code="series_full", year=year)
    return serial


def is_forgotten(lock: UnderLock, year: int, stated_at: int | None) -> bool:
    """Whether numbers of the year may have been given that this server knows nothing of.

    ``stated_at`` is the position at which the office last stated the series.
    """
    restored = papers.last_restore(lock.transaction.tables, ServerRestored.kind)
    if restored is None or year > local_date(parse_instant(restored.accepted_at)).year:
        return False
    return stated_at is None or stated_at < restored.position
