"""A finding that no visit raised (非督导来源): entered by the office, or carried over (期初).

It is a subject of its own: what a visit is for the findings that were raised on it, the finding
is for itself. So everything that names a finding by its visit and its id there names this one by
itself and its id.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import FINDING, Kind, Trait, register
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source

MOST_PHOTOS = 6


class EnteredPrivate(Private):
    """What the problem is, and what was written about it before the system was there.

    ``number`` is that of the old paper; ``measure`` and ``measure_by`` are what the unit said it
    would do and who answers for it, ``reply`` is what it answered.
    """

    text: Text = Field(default="", title="问题")
    suggestion: Text = Field(default="", title="整改建议")
    place: Text = Field(default="", title="位置")
    responsible: Text = Field(default="", title="学校责任人")
    owner_name: Text = Field(default="", title="责任单位名称")
    number: Text = Field(default="", title="原文书编号")
    measure: Text = Field(default="", title="整改措施")
    measure_by: Text = Field(default="", title="责任人")
    reply: Text = Field(default="", title="整改情况")


class FindingEntered(OfficeBody, title="登记问题"):
    """A finding as the office has it from elsewhere, known since a local day.

    What is carried over (期初) may say more: on which day the old paper went out, by when the
    unit wanted to be ready, and on which day it said that it was.
    """

    kind: ClassVar[str] = "finding.entered"
    private: ClassVar[type[Private]] = EnteredPrivate

    finding_id: Code = Field(title="编号")
    school_id: Code = Field(title="单位")
    raised_on: DateText = Field(title="发现日期")
    source: Source = Field(title="来源")
    category: Category = Field(title="类别")
    severity: Severity = Field(default=Severity.GENERAL, title="程度")
    is_hazard: bool = Field(default=False, title="安全隐患")
    owner: OwnerUnit = Field(default=OwnerUnit.SCHOOL, title="责任单位")
    due_on: DateText | None = Field(default=None, title="整改期限")
    is_carried_over: bool = Field(default=False, title="期初")
    noticed_on: DateText | None = Field(default=None, title="原文书日期")
    measure_due_on: DateText | None = Field(default=None, title="整改时限")
    replied_on: DateText | None = Field(default=None, title="回复日期")
    photos: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_PHOTOS, title="照片")] = ()


class Entered(Folded):
    """A finding as it was entered."""

    stamp: Stamp
    body: FindingEntered
    private: EnteredPrivate


FINDING_ENTERED = register(
    Kind(
        FindingEntered,
        "登记问题",
        FINDING,
        right(COUNTING, Relation.OFFICE),
        traits=frozenset({Trait.OPENS, Trait.IN_OFFICE}),
        told=frozenset({BookPart.FINDINGS}),
    )
)
