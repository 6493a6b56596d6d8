"""Who sends news of its work to the office, how much it owes, and what it sent (4-11)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import COUNTING, LEADING
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import sets
from domain.kinds.office.withdrawal import MOST_FILES
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Piece, Private, Text

MonthText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
MOST_NEWS = 10_000
Amount = Annotated[int, Field(ge=0, le=MOST_NEWS)]


class UnitLevel(StrEnum):
    """What sort of unit reports."""

    CITY = "city"
    COUNTY = "county"
    AREA = "area"
    OFFICE = "office"
    SCHOOL = "school"


class AdoptionLevel(StrEnum):
    """Who took a piece of news on and published it."""

    SCHOOL = "school"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


class ReportingQuota(Piece):
    """What a unit owes from a month on; None: nothing is asked for by the month, or the year."""

    from_month: MonthText = Field(title="从哪个月起")
    a_month: Amount | None = Field(default=None, title="每月条数")
    a_year: Amount | None = Field(default=None, title="每年条数")


class ReportingUnitSet(OfficeBody, title="报送单位"):
    """A reporting unit as it now stands, with every quota it ever had.

    Of a unit that ``counts_all`` the news of all units count: the city's two hundred a year.
    """

    kind: ClassVar[str] = "reporting_unit.set"

    unit_id: Code = Field(title="编号")
    name: Label = Field(title="名称")
    level: UnitLevel = Field(title="级别")
    counts_all: bool = Field(default=False, title="汇总全部单位")
    quotas: Annotated[tuple[ReportingQuota, ...], Field(max_length=100, title="任务")] = ()
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")


class NewsAdopted(Piece):
    """That somebody took the news on: at which level, on which day, and where it was published."""

    level: AdoptionLevel = Field(title="采用层级")
    adopted_on: DateText = Field(title="采用日期")
    published_in: Label = Field(title="刊发于")


class NewsPrivate(Private):
    """What the news tells: it may name persons."""

    text: Text = Field(default="", title="正文")


class NewsRecorded(OfficeBody, title="信息"):
    """One piece of news as it now stands; it counts on the day it was sent on."""

    kind: ClassVar[str] = "news.recorded"
    private: ClassVar[type[Private]] = NewsPrivate

    news_id: Code = Field(title="编号")
    unit_id: Code = Field(title="报送单位")
    title: Label = Field(title="标题")
    sent_on: DateText = Field(title="报送日期")
    adoptions: Annotated[tuple[NewsAdopted, ...], Field(max_length=20, title="采用")] = ()
    files: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="附件")] = ()
    is_withdrawn: bool = Field(default=False, title="已撤销")


sets("reporting_unit", ReportingUnitSet, "设置报送单位", LEADING, lambda body: body.unit_id)
sets("news", NewsRecorded, "登记信息", COUNTING, lambda body: body.news_id)
