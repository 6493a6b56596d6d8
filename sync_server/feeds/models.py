"""The rows that other systems read: each field with its Chinese title, and no private data.

Both the read API's description and OData's are made of these. A person is told by the account
alone: no row has a name, a telephone number, a photo or a place of anybody.
"""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from domain.month.month import Grouping
from sync_server.month.columns import Column, columns


class FeedRow(BaseModel):
    """One row."""

    model_config = ConfigDict(frozen=True)


class VisitRead(FeedRow, title="督导"):
    """One visit, those under way, cancelled and merged too: ``is_counted`` tells."""

    visit: Annotated[str, Field(title="督导编号")]
    position: Annotated[int, Field(title="日志位置", description="每有变动就变大")]
    visit_on: Annotated[date, Field(title="督导日期")]
    month: Annotated[str, Field(title="月份")]
    school_id: Annotated[str, Field(title="单位编号", description="几个单位的，是第一个")]
    school: Annotated[str, Field(title="单位")]
    zone: Annotated[str, Field(title="责任区编号")]
    zone_name: Annotated[str, Field(title="责任区")]
    account: Annotated[str, Field(title="督学账号")]
    visit_type: Annotated[str, Field(title="方式代码")]
    visit_type_name: Annotated[str, Field(title="方式")]
    theme_id: Annotated[str | None, Field(title="主题编号")]
    theme: Annotated[str, Field(title="主题")]
    campaign_id: Annotated[str | None, Field(title="专项编号")]
    state: Annotated[str, Field(title="状态代码")]
    state_name: Annotated[str, Field(title="状态")]
    is_counted: Annotated[bool, Field(title="计入统计")]
    presence: Annotated[str | None, Field(title="到校地点代码")]
    presence_name: Annotated[str, Field(title="到校地点")]
    submitted_at: Annotated[datetime | None, Field(title="提交时间")]
    visits: Annotated[int, Field(title="督导次")]
    school_visits: Annotated[int, Field(title="校次")]
    inspector_visits: Annotated[int, Field(title="督学人次")]
    lessons: Annotated[int, Field(title="听课节")]
    lesson_attendances: Annotated[int, Field(title="听课人节")]
    lesson_plans: Annotated[int, Field(title="教案人次")]
    findings: Annotated[int, Field(title="问题条")]
    hazards: Annotated[int, Field(title="隐患条")]
    photos: Annotated[int, Field(title="照片张")]


class FindingRead(FeedRow, title="问题"):
    """One finding that stands, in the words in which it was written."""

    finding: Annotated[str, Field(title="问题编号")]
    position: Annotated[int, Field(title="日志位置", description="问题本身的，改了内容才变")]
    changed: Annotated[
        int, Field(title="最近变动的日志位置", description="反馈、整改、回访、文书、销号都会变大")
    ]
    visit: Annotated[str, Field(title="督导编号", description="不是督导发现的，同问题编号")]
    raised_on: Annotated[date, Field(title="提出日期")]
    school_id: Annotated[str, Field(title="单位编号")]
    school: Annotated[str, Field(title="单位")]
    zone: Annotated[str, Field(title="责任区编号")]
    zone_name: Annotated[str, Field(title="责任区")]
    account: Annotated[str, Field(title="督学账号")]
    source: Annotated[str, Field(title="来源代码")]
    source_name: Annotated[str, Field(title="来源")]
    category: Annotated[str, Field(title="类别代码")]
    category_name: Annotated[str, Field(title="类别")]
    severity: Annotated[str, Field(title="程度代码")]
    severity_name: Annotated[str, Field(title="程度")]
    is_hazard: Annotated[bool, Field(title="安全隐患")]
    is_fixed_on_spot: Annotated[bool, Field(title="立行立改")]
    state: Annotated[str, Field(title="状态代码")]
    state_name: Annotated[str, Field(title="状态")]
    is_open: Annotated[bool, Field(title="没有了结")]
    deadline: Annotated[date | None, Field(title="整改期限")]
    replied_on: Annotated[date | None, Field(title="单位回复日期")]
    ended_on: Annotated[date | None, Field(title="了结日期")]
    number: Annotated[str, Field(title="原文书号", description="期初结转的才有")]
    place: Annotated[str, Field(title="地点")]
    text: Annotated[str, Field(title="问题描述")]
    suggestion: Annotated[str, Field(title="整改建议")]


class UnitRead(FeedRow, title="单位"):
    """A school, kindergarten or institution, in use or not."""

    school_id: Annotated[str, Field(title="单位编号")]
    name: Annotated[str, Field(title="名称")]
    zone: Annotated[str, Field(title="责任区编号")]
    zone_name: Annotated[str, Field(title="责任区")]
    school_kind: Annotated[str, Field(title="类别代码")]
    school_kind_name: Annotated[str, Field(title="类别")]
    ownership: Annotated[str, Field(title="办学代码")]
    ownership_name: Annotated[str, Field(title="办学")]
    lat: Annotated[float | None, Field(title="纬度", description="WGS-84")]
    lng: Annotated[float | None, Field(title="经度", description="WGS-84")]
    is_active: Annotated[bool, Field(title="在用")]
    closed_on: Annotated[date | None, Field(title="停用日期")]


class PersonRead(FeedRow, title="人员"):
    """What somebody is in the district; by the account alone."""

    account: Annotated[str, Field(title="账号")]
    role: Annotated[str, Field(title="角色代码")]
    role_name: Annotated[str, Field(title="角色")]
    zone: Annotated[str | None, Field(title="责任区编号")]
    zone_name: Annotated[str, Field(title="责任区")]
    post: Annotated[str | None, Field(title="专兼职代码")]
    post_name: Annotated[str, Field(title="专兼职")]
    is_active: Annotated[bool, Field(title="在用")]
    closed_on: Annotated[date | None, Field(title="停用日期")]


class MonthKey(FeedRow, title="月度统计"):
    """What a row of a month's table is about: a zone, an inspector or a unit."""

    row_id: Annotated[str, Field(title="行编号", description="月份/分行/编号")]
    month: Annotated[str, Field(title="月份")]
    version: Annotated[int, Field(title="锁定的第几版", description="没有锁定的是 0")]
    grouping: Annotated[str, Field(title="分行代码", description="zone、inspector、school")]
    grouping_name: Annotated[str, Field(title="分行")]
    key: Annotated[str, Field(title="编号")]
    name: Annotated[str, Field(title="名称", description="按督学分行的不给姓名")]


def _figure(column: Column) -> Any:
    kind = float if column.is_share else int
    return (kind | None, Field(title=column.title, description=column.group))


# The table by zone has every column there is.
FIGURES = columns(Grouping.ZONE)
MonthRead: type[MonthKey] = create_model(
    "MonthRead",
    __base__=MonthKey,
    __doc__=MonthKey.__doc__,
    **{each.name: _figure(each) for each in FIGURES},
)
"""A row of the month's tables: its key, and a figure for every column; None where it has none."""
