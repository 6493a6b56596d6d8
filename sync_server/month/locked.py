"""A sealed month read again: its versions, and its tables as they were sealed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.clock import CST, parse_instant
from domain.kinds.office.month_lock import LockedColumn, LockedNames, MonthLocked, MonthSheet
from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetColumn, SheetRow, Value
from domain.month.topic import ALL as TABLES
from domain.month.topic import By, Topic, read_by
from domain.trail.checkpoint import Checkpoint
from sync_server.data.engine import Transaction
from sync_server.data.locks import rows
from sync_server.month.called import GOES_BY_DUTY
from sync_server.month.sheets import ALL

CHECKPOINT_SHOWN = 12
_NOUNS: dict[By, str] = {
    Grouping.ZONE: "zone",
    Grouping.INSPECTOR: "person",
    Grouping.SCHOOL: "school",
    Topic.THEME: "theme",
    Topic.CAMPAIGN: "campaign",
    Topic.FINDING_ZONE: "zone",
    Topic.WORKLOAD: "person",
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a sealed month: its seal, who made it when, and whether it was opened.

    ``position`` is where the log has the seal; what stands there or before was counted.
    """

    body: MonthLocked
    position: int
    at: str
    account: str
    by_name: str
    unlocked_at: str | None
    unlocked_by: str | None
    reason: str

    @property
    def number(self) -> int:
        """Which version it is, counted from 1."""
        return self.body.version

    @property
    def is_open(self) -> bool:
        """Whether the month may be sealed anew."""
        return self.unlocked_at is not None

    @property
    def root(self) -> str:
        """What the checkpoint says the whole log came to (hex)."""
        return Checkpoint.read(self.body.checkpoint).root

    @property
    def short_root(self) -> str:
        """So much of the root as people compare."""
        return self.root[:CHECKPOINT_SHOWN]

    @property
    def sealed_by(self) -> str:
        """By whom and when."""
        return f"{self.by_name or self.account} {_local(self.at)}"

    @property
    def opened_at(self) -> str:
        """When it was opened; empty where it was not."""
        return _local(self.unlocked_at) if self.unlocked_at else ""

    @property
    def seal(self) -> str:
        """Which version it is, by whom and when, and by what of the log anybody checks it."""
        return (
            f"第 {self.number} 版，{self.sealed_by} 锁定；"
            f"日志位置 {self.body.tree_size}，检查点 {self.short_root}"
        )

    @property
    def totals(self) -> dict[str, Value]:
        """The whole district's figures by the column's name."""
        found: dict[str, Value] = {each.name: None for each in ALL if each.is_share}
        totals = self.body.totals
        found |= totals
        return {**found, "completion": _share(totals.get("due"), totals.get("done"))}


def _local(at: str) -> str:
    return f"{parse_instant(at).astimezone(CST):%Y-%m-%d %H:%M}"


def versions(transaction: Transaction, district: str, month: str) -> list[Version]:
    """Every version of the month, the official one first."""
    return [version(row) for row in rows.versions_of(transaction.tables, district, month)]


def version(row: Any) -> Version:
    """The version that a row of ``month_lock`` tells of."""
    return Version(
        body=MonthLocked.model_validate_json(row.facts),
        position=row.position,
        at=row.at,
        account=row.account,
        by_name=row.by_name,
        unlocked_at=row.unlocked_at,
        unlocked_by=row.unlocked_by,
        reason=row.reason,
    )


def sheets(transaction: Transaction, district: str, version: Version) -> dict[By, Sheet]:
    """The version's tables as they were sealed."""
    found = rows.sheets_of(transaction.tables, district, version.body.month, version.number)
    by: dict[By, list[Any]] = {each: [] for each in TABLES}
    for row in found:
        by[read_by(row.grouping)].append(row)
    return {grouping: _sheet(version, grouping, parts) for grouping, parts in by.items() if parts}


def _sheet(version: Version, grouping: By, parts: Sequence[Any]) -> Sheet:
    bodies = [MonthSheet.model_validate_json(each.facts) for each in parts]
    columns = tuple(_column(each) for each in bodies[0].columns)
    notes = len(bodies[0].note_titles)
    found: list[SheetRow] = []
    for sheet, part in zip(bodies, parts, strict=True):
        names = LockedNames.model_validate_json(part.names).names
        for at, row in enumerate(sheet.rows):
            name, *told = names[at] if at < len(names) else (row.key, *[""] * notes)
            thing = (_NOUNS[grouping], row.key) if row.is_known and grouping in _NOUNS else None
            values = _values(columns, dict(_named(columns, row.figures)))
            found.append(SheetRow(row.key, name, tuple(told), values, thing))
    body, own = version.body, bodies[0]
    is_further = isinstance(grouping, Topic)
    definitions = own.definitions if is_further else body.definitions
    return Sheet(
        title=own.title if is_further else body.title,
        grouping=grouping,
        note_titles=bodies[0].note_titles,
        columns=columns,
        rows=tuple(found),
        totals=_totals(columns, own.totals) if is_further else version.totals,
        rules=body.rules if grouping in GOES_BY_DUTY else (),
        definitions=tuple((each.name, each.text) for each in definitions),
        seal=version.seal,
    )


def _named(
    columns: Sequence[SheetColumn], figures: Sequence[int | None]
) -> Iterator[tuple[str, int | None]]:
    return ((each.name, figure) for each, figure in zip(columns, figures, strict=True))


def _totals(columns: Sequence[SheetColumn], figures: Mapping[str, int]) -> dict[str, Value]:
    """The foot of a further table by the column's name."""
    values = _values(columns, figures)
    return {each.name: value for each, value in zip(columns, values, strict=True)}


def _values(columns: Sequence[SheetColumn], by_name: Mapping[str, int | None]) -> tuple[Value, ...]:
    """A row's values, each share made of the two columns that it is of."""
    return tuple(
        _share(*(by_name.get(name) for name in reversed(each.of)))
        if each.is_share
        else by_name.get(each.name)
        for each in columns
    )


def _share(due: int | None, done: int | None) -> float | None:
    return done / due if due and done is not None else None


def _column(column: LockedColumn) -> SheetColumn:
    return SheetColumn(
        column.name,
        column.title,
        column.group,
        column.is_summed,
        column.is_share,
        column.is_stock,
        column.of,
    )
