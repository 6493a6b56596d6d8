"""The report on a campaign: a text under heads, with its tables, photos and annex."""

from __future__ import annotations

from tools.documents.pieces import (
    cell,
    gap,
    paragraph,
    row,
    rows_each,
    table,
    when,
)
from tools.documents.summaries import categories, foot, listing, summary_head

_PLAN = ("范围", "时间", "内容", "要求", "人员", "结果运用", "数据传报")
_TEAMS = [("小组", "名称", 1400), ("组长", "组长", 1300), ("组员", "组员", 5044)]
_TEAMS += [("单位", "单位数", 1100)]
_STAGES = [("环节", "环节", 2500), ("日期", "日期", 2200), ("情况", "情况", 4144)]
_TOWNS = [("乡镇（街道）", "乡镇", 2844), ("对象单位", "单位数", 1200), ("已督导", "已督导", 1200)]
_TOWNS += [("校次", "校次", 1200), ("问题", "问题条", 1200), ("零问题", "零问题", 1200)]
_FOUND = [("序号", "序号", 800), ("单位", "单位", 2400), ("问题", "内容", 4144)]
_FOUND += [("整改", "整改", 1500)]
_COMPARED = [("单位", "单位", 3000), ("自查", "自查", 1800), ("督导发现", "问题条", 1144)]
_COMPARED += [("对照", "对照", 2900)]
_PLEAS = [("单位", "单位", 2400), ("日期", "日期", 2050), ("情况", "情况", 1494)]
_PLEAS += [("内容", "内容", 2900)]
_MEASURES = [("单位", "单位", 2400), ("措施", "措施", 3244), ("责任人", "责任人", 1300)]
_MEASURES += [("时限", "时限", 1900)]
_UNITS = [("序号", "序号", 680), ("单位", "单位", 2414), ("乡镇", "乡镇", 1300)]
_UNITS += [("小组", "小组", 1050), ("日期", "日期", 1100), ("校次", "校次", 680)]
_UNITS += [("问题", "问题条", 680), ("结论", "结论", 940)]


def plan() -> str:
    """The seven fields of the plan, each by its name."""
    return "".join(when(each, paragraph(f"{each}：{{{{ {each} }}}}")) for each in _PLAN)


def photos() -> str:
    """The photos that were chosen, two beside what they show."""
    widths = (5444, 3400)
    line = row(
        [
            cell(widths[0], paragraph("{{ 照片.照片 }}", "Middle")),
            cell(
                widths[1],
                paragraph("{{ 照片.说明 }}", "Cell"),
                paragraph("{{ 照片.出处 }}", "Fine"),
            ),
        ]
    )
    shown = table(widths, rows_each("照片", "照片清单", 2, line))
    return when("照片清单", paragraph("现场照片", "Head1"), gap(6), shown, gap(10))


def annex() -> str:
    """All units of the plan."""
    head = paragraph("附表：对象单位", "Last")
    return when("单位清单", gap(14), head, gap()) + listing("单位清单", _UNITS)


def campaign_report() -> str:
    """专项督导报告, from the plan to the annex."""
    return "".join(
        (
            summary_head().replace("{{ 统计期 }}{% if 数字来源 %}；", "{% if 数字来源 %}"),
            paragraph("方案", "Head1"),
            plan(),
            paragraph("督导小组", "Head1"),
            listing("小组清单", _TEAMS, splits=True),
            paragraph("实施过程", "Head1"),
            listing("环节清单", _STAGES, splits=True),
            paragraph("督导覆盖", "Head1"),
            paragraph("{{ 覆盖情况 }}"),
            listing("乡镇清单", _TOWNS),
            when("未督导", paragraph("没有督导的单位：", "Head2"), paragraph("{{ 未督导 }}")),
            paragraph("发现的问题", "Head1"),
            paragraph("{{ 问题情况 }}"),
            categories(),
            listing("问题清单", _FOUND, splits=True),
            when("自查情况", paragraph("自查和督导的对照", "Head1"), paragraph("{{ 自查情况 }}")),
            listing("对照清单", _COMPARED),
            when("申辩情况", paragraph("反馈和申辩", "Head1"), paragraph("{{ 申辩情况 }}")),
            listing("申辩清单", _PLEAS, splits=True),
            paragraph("整改和核查", "Head1"),
            paragraph("{{ 整改情况 }}"),
            listing("措施清单", _MEASURES, splits=True),
            photos(),
            when("总结", paragraph("总结", "Head1"), paragraph("{{ 总结 }}", "Last")),
            foot(),
            annex(),
        )
    )


CAMPAIGNS = {"campaign_report": campaign_report}
