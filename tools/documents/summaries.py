"""Summaries of a month and a term, an inspector's month, the workload, and the gates' boards."""

from __future__ import annotations

from collections.abc import Sequence

from tools.documents.forms import FOUR, pair, title
from tools.documents.pieces import (
    WIDTH,
    cell,
    each,
    gap,
    paragraph,
    row,
    rows_each,
    table,
    when,
)

# Between the margins of 20 mm of a sheet across, in twentieths of a point.
ACROSS = 14570


def summary_head() -> str:
    """What the summary is called, and which figures it is made of."""
    source = "{{ 统计期 }}{% if 数字来源 %}；{{ 数字来源 }}{% endif %}"
    return paragraph("{{ 标题 }}", "DocTitle") + paragraph(source, "Standing")


def foot() -> str:
    """Who sums up and when."""
    return paragraph("{{ 单位 }}", "Sign") + paragraph("{{ 日期 }}", "SignedOn")


def listing(name: str, columns: Sequence[tuple[str, str, int]], *, splits: bool = False) -> str:
    """A ruled table of a list: each column's head, its name within a row, and its width.

    Only rows with texts that may be long go on over two pages.
    """
    row_name = name.removesuffix("清单")
    widths = [width for _, _, width in columns]
    head = row([cell(width, paragraph(text, "Label")) for text, _, width in columns], is_head=True)
    line = row(
        [
            cell(width, paragraph(f"{{{{ {row_name}.{field} }}}}", "Cell" if wide else "Middle"))
            for _, field, width in columns
            for wide in [width >= 2400]
        ],
        splits=splits,
    )
    listed = table(widths, head, rows_each(row_name, name, len(columns), line))
    return when(name, gap(6), listed, gap(10))


def figures(name: str, head: str) -> str:
    """Figures by zone or by month."""
    told = ("应督导", "已完成", "完成率", "督导次", "听课节", "问题条")
    return listing(name, [(head, "名称", 2544), *((each, each, 1050) for each in told)])


def categories() -> str:
    """How many findings of each category."""
    columns = [("问题类别", "类别", 5444), ("条数", "条数", 1700), ("其中隐患", "隐患", 1700)]
    return listing("类别清单", columns)


def held(name: str) -> str:
    """Campaigns, trainings and meetings."""
    return listing(name, _HELD)


def month_summary() -> str:
    """月度工作总结, under six heads."""
    return "".join(
        (
            summary_head(),
            paragraph("责任区和督学队伍", "Head1"),
            paragraph("{{ 队伍情况 }}"),
            paragraph("经常性督导", "Head1"),
            paragraph("{{ 督导情况 }}"),
            figures("责任区清单", "责任区"),
            paragraph("专项督导", "Head1"),
            paragraph("{{ 专项情况 }}"),
            held("专项清单"),
            paragraph("发现的问题和整改", "Head1"),
            paragraph("{{ 问题情况 }}"),
            categories(),
            paragraph("培训、会议和其他工作", "Head1"),
            paragraph("{{ 培训情况 }}"),
            held("活动清单"),
            paragraph("下月工作打算", "Head1"),
            paragraph("{{ 下月打算 }}", "Last"),
            foot(),
        )
    )


def term_summary() -> str:
    """学期工作总结, in six parts."""
    return "".join(
        (
            summary_head(),
            paragraph("督导任务", "Head1"),
            paragraph("{{ 任务 }}"),
            paragraph("督导过程", "Head1"),
            paragraph("{{ 过程 }}"),
            figures("月份清单", "月份"),
            paragraph("典型经验", "Head1"),
            paragraph("{{ 典型经验 }}"),
            each(
                "亮点", "亮点清单", paragraph("{{ 亮点.学校 }}（{{ 亮点.日期 }}）：{{ 亮点.亮点 }}")
            ),
            paragraph("突出问题", "Head1"),
            paragraph("{{ 突出问题 }}"),
            categories(),
            paragraph("督导结论", "Head1"),
            paragraph("{{ 结论 }}"),
            paragraph("工作建议", "Head1"),
            paragraph("{{ 建议 }}", "Last"),
            foot(),
        )
    )


_HIGHLIGHT = "{{ 亮点.学校 }}（{{ 亮点.日期 }}）：{{ 亮点.亮点 }}"


def _of_one() -> str:
    """The figures of an inspector's month."""
    pairs = (
        ("督学", "统计期"),
        ("责任区", "专兼职"),
        ("责任校数", "完成率"),
        ("应督导", "已完成"),
        ("督导次", "参与次"),
        ("听课节", "听课人节"),
        ("教案人次", "资料份"),
        ("座谈次", "问卷份"),
        ("巡视次", "回访次"),
        ("问题条", "隐患条"),
        ("通知书份", "已销号"),
    )
    overdue = row(
        [
            cell(FOUR[0], paragraph("逾期", "Label")),
            cell(WIDTH - FOUR[0], paragraph("{{ 逾期 }}", "Cell"), span=3),
        ]
    )
    return table(FOUR, *(pair(*each) for each in pairs), overdue)


def _heard() -> str:
    return listing(
        "听课清单",
        [
            ("日期", "日期", 1400),
            ("学校", "学校", 2544),
            ("班级", "班级", 1600),
            ("学科", "学科", 1100),
            ("授课教师", "授课教师", 1300),
            ("等级", "等级", 900),
        ],
    )


def _made() -> str:
    return listing(
        "督导清单",
        [
            ("日期", "日期", 1400),
            ("学校", "学校", 2344),
            ("身份", "身份", 900),
            ("类型", "类型", 1100),
            ("主题", "主题", 2200),
            ("状态", "状态", 900),
        ],
    )


def inspector_month() -> str:
    """督学工作月报."""
    schools = [("学校", "学校", 5544)]
    schools += [(each, each, 1100) for each in ("应督导", "已完成", "超额")]
    found = [("日期", "日期", 1250), ("学校", "学校", 1700), ("类别", "类别", 1550)]
    found += [("问题", "问题", 2444), ("程度", "程度", 900), ("状态", "状态", 1000)]
    looked = [("日期", "日期", 1300), ("学校", "学校", 2000), ("问题", "问题", 4044)]
    looked += [("结论", "结论", 1500)]
    return "".join(
        (
            title().replace("{{ 提示 }}", "{{ 数字来源 }}").replace("if 提示", "if 数字来源"),
            _of_one(),
            paragraph("负责的学校", "Head1"),
            listing("学校清单", schools),
            paragraph("到校督导", "Head1"),
            _made(),
            paragraph("听课", "Head1"),
            _heard(),
            paragraph("发现的问题", "Head1"),
            listing("问题清单", found, splits=True),
            paragraph("回访复查", "Head1"),
            listing("回访清单", looked, splits=True),
            paragraph("培训学习", "Head1"),
            listing("培训清单", _HELD),
            paragraph("本人小结", "Head1"),
            paragraph("　"),
            paragraph("督学签名：　　　　　　　　　　日期：", "Last"),
        )
    )


_HELD = [("日期", "日期", 2100), ("名称", "名称", 3644), ("说明", "说明", 3100)]


def workload() -> str:
    """督学工作量统计表, across."""
    columns = [
        ("序号", "序号", 650),
        ("督学", "督学", 1400),
        ("责任区", "责任区", 1600),
        ("专兼职", "专兼职", 900),
        ("责任校数", "责任校数", 800),
        ("应督导", "应督导", 800),
        ("已完成", "已完成", 800),
        ("完成率", "完成率", 1120),
        ("督导次", "督导次", 800),
        ("参与次", "参与次", 800),
        ("听课节", "听课节", 800),
        ("教案人次", "教案人次", 900),
        ("问题条", "问题条", 800),
        ("回访次", "回访次", 800),
        ("通知书份", "通知书份", 800),
        ("已销号", "已销号", 800),
    ]
    note = paragraph("规定：{{ 督导次数规定 }}", "Fine")
    signed = paragraph("填表人：　　　　　　　　审核人：　　　　　　　　负责人（盖章）：", "Cell")
    head = paragraph("{{ 标题 }}", "FormTitle")
    standing = when("数字来源", paragraph("{{ 数字来源 }}", "Standing"))
    return "".join(
        (head, standing, listing("督学清单", columns), when("督导次数规定", note), gap(8), signed)
    )


def board() -> str:
    """责任督学公示牌: a sheet for each school."""
    widths = (3644, 2400, 2800)
    photo = (when("公示牌.照片", paragraph("{{ 公示牌.照片 }}", "BoardMiddle")),)
    told = (
        paragraph("责任督学", "BoardLabel"),
        paragraph("{{ 公示牌.责任督学 }}", "BoardLine"),
        paragraph("督导室电话", "BoardLabel"),
        paragraph("{{ 公示牌.电话 }}", "BoardLine"),
    )
    code = (
        paragraph("{{ 公示牌.二维码 }}", "BoardMiddle"),
        paragraph("扫码留言、查办理情况", "BoardSmall"),
        paragraph("{{ 公示牌.查询码 }}", "BoardSmall"),
    )
    cells = [cell(width, *inner) for width, inner in zip(widths, (told, photo, code), strict=True)]
    return each(
        "公示牌",
        "公示牌清单",
        paragraph("{{ 公示牌.标题 }}", "BoardTitle"),
        paragraph("{{ 公示牌.学校 }}", "BoardSchool"),
        table(widths, row(cells), edges=()),
        paragraph("督导事项", "BoardHead"),
        paragraph("{{ 公示牌.督导事项 }}", "BoardItem"),
        paragraph("{{ 公示牌.落款 }}", "BoardFoot"),
    )


SUMMARIES = {
    "month_summary": month_summary,
    "term_summary": term_summary,
    "inspector_month": inspector_month,
    "workload": workload,
    "board": board,
}
