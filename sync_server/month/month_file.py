"""A month as one documented JSON file for an upper-level system, and how it is known again.

The file has the official figures with what they mean, who made it, and the hash of all that.
The entry that tells of its leaving carries the hash of the file's very bytes.
"""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetColumn
from domain.trail.line import sha256_hex
from domain.words.values import label
from sync_server.month.locked import Version

_DEFINITIONS_SHOWN = 12


class FilePart(BaseModel):
    """A part of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FileColumn(FilePart, title="列"):
    """A column of a table: what its figures are called, and how they add up."""

    name: Annotated[str, Field(title="列名")]
    title: Annotated[str, Field(title="列标题")]
    group: Annotated[str, Field(title="列组")]
    is_summed: Annotated[bool, Field(title="合计是各行相加")]
    is_share: Annotated[bool, Field(title="比率，0 到 1")]
    is_stock: Annotated[bool, Field(title="期末数")]


class FileRow(FilePart, title="行"):
    """A row of a table: a figure for each column, null where there is none."""

    key: Annotated[str, Field(title="编号")]
    name: Annotated[str, Field(title="名称")]
    notes: Annotated[tuple[str, ...], Field(title="说明")]
    figures: Annotated[tuple[int | float | None, ...], Field(title="数")]


class FileTable(FilePart, title="表"):
    """One of the month's tables: by zone, by inspector, by unit."""

    grouping: Annotated[Grouping, Field(title="分行")]
    title: Annotated[str, Field(title="表名")]
    note_titles: Annotated[tuple[str, ...], Field(title="说明列")]
    columns: Annotated[tuple[FileColumn, ...], Field(title="列")]
    rows: Annotated[tuple[FileRow, ...], Field(title="各行")]
    total: Annotated[tuple[int | float | None, ...], Field(title="合计")]


class FileSeal(FilePart, title="锁定"):
    """Which version of the sealed month it is, and by what of the log anybody checks it."""

    version: Annotated[int, Field(title="第几版")]
    locked_at: Annotated[str, Field(title="锁定时间")]
    locked_by: Annotated[str, Field(title="锁定人")]
    tree_size: Annotated[int, Field(title="日志位置")]
    root: Annotated[str, Field(title="检查点")]


class FileDefinition(FilePart, title="统计口径"):
    """What is meant by what."""

    name: Annotated[str, Field(title="名称")]
    text: Annotated[str, Field(title="含义")]


class MonthContent(FilePart, title="月报内容"):
    """All that the file says; ``locked`` is null where the figures are the present ones."""

    format: Annotated[Literal["duji-month-1"], Field(title="格式")] = "duji-month-1"
    district: Annotated[str, Field(title="区县代码")]
    district_name: Annotated[str, Field(title="区县")]
    month: Annotated[str, Field(title="月份")]
    locked: Annotated[FileSeal | None, Field(title="锁定的版本；null 是还没有锁定的现有数")]
    made_at: Annotated[str, Field(title="生成时间")]
    made_by: Annotated[str, Field(title="生成人账号")]
    made_by_name: Annotated[str, Field(title="生成人")]
    rules: Annotated[tuple[str, ...], Field(title="规则")]
    definitions_version: Annotated[str, Field(title="统计口径的版本，口径变了就变")]
    definitions: Annotated[tuple[FileDefinition, ...], Field(title="统计口径")]
    totals: Annotated[dict[str, int | float | None], Field(title="全区合计，按列名")]
    tables: Annotated[tuple[FileTable, ...], Field(title="各表")]


class MonthFile(FilePart, title="督迹月报"):
    """The file: its content, and the SHA-256 of that written as ``canonical`` does."""

    content: Annotated[MonthContent, Field(title="内容")]
    sha256: Annotated[str, Field(title="内容的 SHA-256", pattern=r"^[0-9a-f]{64}$")]

    @classmethod
    def of(cls, content: MonthContent) -> "MonthFile":
        """The file with this content."""
        return cls(content=content, sha256=sha256_hex(canonical(content.model_dump(mode="json"))))

    @property
    def is_whole(self) -> bool:
        """Whether the content has the hash that the file says."""
        return self.sha256 == sha256_hex(canonical(self.content.model_dump(mode="json")))

    @property
    def written(self) -> bytes:
        """The bytes that leave."""
        return self.model_dump_json(indent=1).encode() + b"\n"


class Made(FilePart):
    """Whose month it is, when it was made, and by whom."""

    district: str
    district_name: str
    month: str
    made_at: str
    made_by: str
    made_by_name: str


def month_file(made: Made, sheets: Sequence[Sheet], version: Version | None) -> MonthFile:
    """The file of these tables, which are of one version or of the present."""
    first = sheets[0]
    definitions = tuple(FileDefinition(name=name, text=text) for name, text in first.definitions)
    spoken = canonical([each.model_dump() for each in definitions])
    return MonthFile.of(
        MonthContent(
            **made.model_dump(),
            locked=_seal(version) if version else None,
            rules=first.rules,
            definitions_version=sha256_hex(spoken)[:_DEFINITIONS_SHOWN],
            definitions=definitions,
            totals=dict(sorted(first.totals.items())),
            tables=tuple(map(_table, sheets)),
        )
    )


def canonical(value: Any) -> bytes:
    """JSON that is the same for the same value: names in order, no blanks, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _seal(version: Version) -> FileSeal:
    return FileSeal(
        version=version.number,
        locked_at=version.at,
        locked_by=version.by_name or version.account,
        tree_size=version.body.tree_size,
        root=version.root,
    )


def _table(sheet: Sheet) -> FileTable:
    return FileTable(
        grouping=sheet.grouping,
        title=f"{sheet.title}（按{label(sheet.grouping)}）",
        note_titles=sheet.note_titles,
        columns=tuple(map(_column, sheet.columns)),
        rows=tuple(
            FileRow(key=each.key, name=each.name, notes=each.notes, figures=each.values)
            for each in sheet.rows
        ),
        total=sheet.total,
    )


def _column(column: SheetColumn) -> FileColumn:
    return FileColumn(
        name=column.name,
        title=column.title,
        group=column.group,
        is_summed=column.is_summed,
        is_share=column.is_share,
        is_stock=column.is_stock,
    )
