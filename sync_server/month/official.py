"""The month's tables as they are official: as they were sealed, else as the records have them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import NotFound
from domain.month.sheet import Sheet
from domain.month.topic import By
from sync_server.data import register
from sync_server.data.engine import Transaction
from sync_server.month.locked import Version, sheets, versions
from sync_server.month.making import Asked
from sync_server.month.topics.making import tables

PRESENT = 0
"""The number that asks for what the records have now, whatever is sealed."""


@dataclass(frozen=True, slots=True)
class Official:
    """Tables of a period, and which version of the sealed month they are.

    ``versions`` are all of the month's, the official one first; ``version`` is None for what the
    records have now. ``until`` is the last month that asks for visits.
    """

    sheets: Sequence[Sheet]
    district_name: str
    until: str
    versions: Sequence[Version] = ()
    version: Version | None = None


def official(
    transaction: Transaction,
    asked: Asked,
    wanted: Sequence[By],
    number: int | None = None,
) -> Official:
    """The tables that are wanted: of the newest version, of the one of this number, or now.

    What the newest version was sealed without is as it is now, where nothing else is wanted.
    NotFound for an unknown district, for a version that there is not, and for one of this number
    that has no such table.
    """
    period, district = asked.period, asked.district
    found = versions(transaction, district, period.first) if period.is_month else []
    version = _chosen(found, number)
    if version is None:
        return _now(transaction, asked, wanted, found)
    sealed = sheets(transaction, district, version)
    kept = [sealed[each] for each in wanted if each in sealed]
    if not kept and number is None:
        return _now(transaction, asked, wanted, found)
    if not kept:
        raise NotFound(f"第 {version.number} 版没有这样分行的表。", code="no_table")
    with transaction.session() as session:
        row = register.district(session, district)
    return Official(kept, row.name if row else district, period.last, found, version)


def _now(
    transaction: Transaction, asked: Asked, wanted: Sequence[By], found: Sequence[Version]
) -> Official:
    made = tables(transaction, asked, wanted)
    return Official(made.sheets, made.district_name, made.until, found)


def _chosen(found: Sequence[Version], number: int | None) -> Version | None:
    if number is None:
        return found[0] if found else None
    version = next((each for each in found if each.number == number), None)
    if version is None and number != PRESENT:
        raise NotFound(f"没有第 {number} 版，请从版本列表里选。", code="no_version")
    return version
