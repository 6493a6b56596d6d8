"""Which rows of ours the records of a damaged database are, told by their shape."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Integer, LargeBinary, Table
from sqlalchemy.sql.schema import Column

from app.store.rescue.pages import Record, Value
from app.store.tables import (
    AuthorRow,
    ChainRow,
    ChecklistRow,
    DraftRow,
    PhoneTable,
    PhotoRow,
    PinRow,
    ReceiptRow,
    SettingRow,
    WorkbookPartRow,
)
from domain.errors import BadLine
from domain.kinds.author import Role
from domain.trail.line import Line, parse_kept

Row = dict[str, Any]

TABLES: tuple[type[PhoneTable], ...] = (
    ChainRow,
    AuthorRow,
    ReceiptRow,
    PhotoRow,
    DraftRow,
    SettingRow,
    PinRow,
    WorkbookPartRow,
    ChecklistRow,
)
"""What is looked for beside the entries; all else is made from them or fetched again."""

_HEX = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_ROLE = re.compile("|".join(Role))
_FORMS = {
    "chain": _CHAIN,
    "role": _ROLE,
    "name": re.compile(r".+"),
    "public_key": re.compile(r"[0-9a-f]{64}|"),
    **dict.fromkeys(("visit", "entry", "sha256", "original_sha256", "head_id", "print"), _HEX),
    **dict.fromkeys(("changed_at", "taken_at", "pulled_at", "complete_at", "freed_at"), _INSTANT),
}
_HALF = re.compile("[\ud800-\udfff]")
"""What bytes that are no text are read as."""
_SETTING = re.compile(r"[a-z_]{1,32}(?::.{1,64})?")


@dataclass(frozen=True, slots=True)
class FoundLine:
    """An entry that proves itself by its hashes, and what the row says beside."""

    line: Line
    arrival: int
    row: Row
    age: int

    @property
    def is_mine(self) -> bool:
        """Whether it was written on this phone."""
        return bool(self.row["is_mine"])

    @property
    def is_sent(self) -> bool:
        """Whether the server had vouched for it."""
        return self.row["sent_at"] is not None


@dataclass(slots=True)
class FoundRows:
    """All that was recognised: entries by id, and the other tables' rows by table and key."""

    lines: dict[str, FoundLine] = field(default_factory=dict)
    rows: dict[str, dict[tuple[Value, ...], Row]] = field(default_factory=dict)
    ages: dict[tuple[str, tuple[Value, ...]], int] = field(default_factory=dict)

    def of(self, table: type[PhoneTable]) -> list[Row]:
        """The rows of one table."""
        return list(self.rows.get(_table(table).name, {}).values())


def recognised(records: Iterable[Record], columns: Mapping[str, tuple[str, ...]]) -> FoundRows:
    """The rows among the records; ``columns`` are the names in their stored order, by table."""
    found = FoundRows()
    for record in records:
        told = dict(zip(columns["line"], record.values, strict=False))
        if len(record.values) == len(columns["line"]) and isinstance(told["raw"], bytes):
            _take_line(found, record, told)
        elif record.is_whole:
            _take_row(found, record, columns)
    return found


def _take_line(found: FoundRows, record: Record, told: Row) -> None:
    try:
        line = parse_kept(told["raw"])
    except BadLine:
        return
    if told["is_mine"] not in (0, 1):
        return
    fresh = FoundLine(line, record.row_id, _beside(told), record.age)
    known = found.lines.get(line.id)
    if known is None or _worth(fresh) > _worth(known):
        found.lines[line.id] = fresh


def _worth(each: FoundLine) -> tuple[int, bool, int]:
    pieces = (each.line.body_bytes is not None) + (each.line.private_bytes is not None)
    return pieces, each.row["signature"] is not None, -each.age


def _beside(told: Row) -> Row:
    """What the row says beside the entry, as far as it can be believed."""
    signature, sent_at = told["signature"], told["sent_at"]
    is_signed = isinstance(signature, str) and _SIGNATURE.fullmatch(signature)
    is_sent = isinstance(sent_at, str) and _INSTANT.fullmatch(sent_at)
    kept = ("receipt", "position", "accepted_at") if is_sent else ()
    return {
        "is_mine": told["is_mine"],
        "signature": signature if is_signed else None,
        "sent_at": sent_at if is_sent else None,
        **{name: told[name] for name in kept if isinstance(told[name], int | str)},
    }


def _take_row(found: FoundRows, record: Record, columns: Mapping[str, tuple[str, ...]]) -> None:
    for model in TABLES:
        table = _table(model)
        names = columns[table.name]
        if len(names) != len(record.values):
            continue
        row = dict(zip(names, record.values, strict=True))
        _put_row_id(table, row, record.row_id)
        if all(_fits(table.c[name], value) for name, value in row.items()) and _is_sound(row):
            key = tuple(row[column.name] for column in table.primary_key)
            age = found.ages.setdefault((table.name, key), record.age)
            rows = found.rows.setdefault(table.name, {})
            if key not in rows or record.age < age or _is_further(row, rows[key]):
                rows[key] = row
                found.ages[table.name, key] = record.age
            return


def _table(model: type[PhoneTable]) -> Table:
    table = PhoneTable.metadata.tables[str(model.__tablename__)]
    return table


def _put_row_id(table: Table, row: Row, row_id: int) -> None:
    """A whole number that is the primary key stands in the place of the row id alone."""
    keys = list(table.primary_key)
    if len(keys) == 1 and isinstance(keys[0].type, Integer) and row[keys[0].name] is None:
        row[keys[0].name] = row_id


def _fits(column: Column[Any], value: Value) -> bool:
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, Boolean):
        return value in (0, 1) and isinstance(value, int)
    if isinstance(kind, Integer):
        return isinstance(value, int)
    if isinstance(kind, LargeBinary):
        return isinstance(value, bytes)
    if not isinstance(value, str) or _HALF.search(value):
        return False
    form = _SETTING if column.table.name == "setting" and column.name == "name" else None
    form = form or _FORMS.get(column.name)
    return form is None or form.fullmatch(value) is not None


def _is_sound(row: Row) -> bool:
    """Whether a document that the row holds is one."""
    if "document" not in row:
        return True
    try:
        json.loads(row["document"])
    except ValueError:
        return False
    return True


def _is_further(one: Row, other: Row) -> bool:
    """Whether the row of a chain is a later state than the other."""
    return "head_seq" in one and one["head_seq"] > other["head_seq"]
