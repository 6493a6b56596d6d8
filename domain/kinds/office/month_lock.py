"""A month under seal (锁定): its figures as they stood, and that it was opened again."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import REVIEWING, Role
from domain.kinds.kind import Trait, notes, sets
from domain.kinds.piece import Code, Label, OfficeBody, Piece, Private, ReasonPrivate, Text

LOCKING = REVIEWING | {Role.CLERK}
"""Who seals a month, and opens one again: whoever answers for its figures."""

NOUN = "month_lock"
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Version = Annotated[int, Field(ge=1, le=9_999)]
Figure = Annotated[int, Field(ge=0, le=10**12)]
Position = Annotated[int, Field(ge=0, le=10**15)]
Key = Annotated[str, StringConstraints(max_length=64)]
LONGEST_NAME = 200
Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME)]


class Sentence(Piece):
    """What is meant by what."""

    name: Annotated[Label, Field(title="名称")]
    text: Annotated[Text, Field(title="含义")]


class LockedPrivate(Private):
    """What whoever sealed the month is called."""

    by_name: Annotated[Name, Field(title="锁定人")] = ""


class MonthLocked(OfficeBody, title="月份锁定"):
    """A month's figures as the log had them up to ``tree_size``, whose head is ``checkpoint``.

    ``fold`` is the fold version they were made by, ``totals`` the whole district's figures by
    the column's name. The tables themselves follow as ``month.sheet``.
    """

    kind: ClassVar[str] = "month.locked"
    private: ClassVar[type[Private]] = LockedPrivate

    month: Month = Field(title="月份")
    version: Version = Field(title="第几版")
    tree_size: Position = Field(title="日志位置")
    checkpoint: Annotated[str, StringConstraints(max_length=2_000)] = Field(title="检查点")
    fold: Annotated[int, Field(ge=0, le=10**6, title="折叠版本")]
    title: Annotated[Label, Field(title="表名")]
    rules: Annotated[tuple[Text, ...], Field(max_length=100, title="规则")] = ()
    definitions: Annotated[tuple[Sentence, ...], Field(max_length=200, title="统计口径")] = ()
    totals: dict[str, Figure] = Field(default_factory=dict, title="合计")


class LockedColumn(Piece):
    """A column of a sealed table, as `domain.month.sheet.SheetColumn` says."""

    name: Annotated[Code, Field(title="列名")]
    title: Annotated[Label, Field(title="列标题")]
    group: Annotated[Label, Field(title="列组")]
    is_summed: Annotated[bool, Field(title="各行相加")] = True
    is_share: Annotated[bool, Field(title="比率")] = False
    is_stock: Annotated[bool, Field(title="期末数")] = False
    of: Annotated[tuple[Code, Code], Field(title="比率的两列")] = ("done", "due")


class LockedRow(Piece):
    """A row's key, whether the register had a thing of it, and a figure for each column.

    A share is not kept: it is made of the columns that it is of.
    """

    key: Annotated[Key, Field(title="行")]
    is_known: Annotated[bool, Field(title="已登记")] = False
    figures: Annotated[tuple[Figure | None, ...], Field(title="数")]


class LockedNames(Private):
    """What the rows were called, each with its notes; erased, their keys still stand."""

    names: Annotated[tuple[tuple[Name, ...], ...], Field(title="行名")] = ()


class MonthSheet(OfficeBody, title="月份锁定"):
    """So many rows of one of a sealed month's tables; ``part`` counts from 1.

    Each part tells the columns, and of a further table its own ``totals`` and ``definitions``;
    those of the tables by zone, inspector and school stand in the seal.
    """

    kind: ClassVar[str] = "month.sheet"
    private: ClassVar[type[Private]] = LockedNames

    month: Month = Field(title="月份")
    version: Version = Field(title="第几版")
    grouping: Code = Field(title="分行")
    part: Annotated[int, Field(ge=1, le=9_999, title="第几部分")]
    note_titles: Annotated[tuple[Label, ...], Field(title="说明列")] = ()
    columns: Annotated[tuple[LockedColumn, ...], Field(title="列")]
    rows: Annotated[tuple[LockedRow, ...], Field(title="各行")] = ()
    title: Annotated[Name, Field(title="表名")] = ""
    totals: dict[str, Figure] = Field(default_factory=dict, title="合计")
    definitions: Annotated[tuple[Sentence, ...], Field(max_length=200, title="统计口径")] = ()


class UnlockedPrivate(ReasonPrivate):
    """Why the month was opened again."""

    reason: Annotated[Text, Field(title="解锁原因")] = ""


class MonthUnlocked(OfficeBody, title="月份锁定"):
    """The month may be sealed anew; until then this version stays the official one."""

    kind: ClassVar[str] = "month.unlocked"
    private: ClassVar[type[Private]] = UnlockedPrivate

    month: Month = Field(title="月份")
    version: Version = Field(title="第几版")


Sealed = MonthLocked | MonthSheet | MonthUnlocked


def _month(body: Sealed) -> str:
    return body.month


sets(NOUN, MonthLocked, "锁定月份", LOCKING, _month, Trait.IN_OFFICE)
notes(NOUN, MonthSheet, "锁定的报表", LOCKING, _month)
notes(NOUN, MonthUnlocked, "解锁月份", LOCKING, _month)
