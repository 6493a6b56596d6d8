"""The workbook to download, fill in and import: headings, examples, lists to choose from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.kinds.register.school import SchoolKind
from domain.words.values import words_of
from sync_server.register.importing.assignment_rows import OFFERED_RESPONSIBILITIES
from sync_server.register.importing.calendar_rows import OFFERED_SORTS
from sync_server.register.importing.campaign_rows import TYPES
from sync_server.register.importing.carried.template import CARRIED_COLUMNS, CARRIED_EXAMPLES
from sync_server.register.importing.changes import (
    SHEET_ASSIGNMENTS,
    SHEET_CALENDAR,
    SHEET_CAMPAIGNS,
    SHEET_CARRIED,
    SHEET_CONDITIONS,
    SHEET_GUIDE,
    SHEET_NEWS,
    SHEET_PEOPLE,
    SHEET_SCHOOLS,
    SHEET_ZONES,
)
from sync_server.register.importing.conditions.rows import FIGURES
from sync_server.register.importing.person_rows import OFFERED_ROLES
from sync_server.register.importing.reported.template import NEWS_COLUMNS, NEWS_EXAMPLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LAST_ROW = 2000
_STATES = ("在用", "停用")
_KINDS = tuple(words_of(SchoolKind).values())


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int
    is_must: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""


_SHEETS: dict[str, tuple[_Column, ...]] = {
    SHEET_SCHOOLS: (
        _Column("学校名称", 26, True, note="填全称，和印章一致。"),
        _Column("简称", 18, note="可填几个，用顿号隔开。"),
        _Column("学校标识码", 22, note="10位学校标识码；培训机构填18位统一社会信用代码。"),
        _Column("原标识码", 22, note="只在更正标识码时填：登记里现有的、填错的那个。"),
        _Column("类型", 12, choices=_KINDS, note="留空时按标识码和校名判断。"),
        _Column("公办民办", 10, choices=("公办", "民办"), note="留空为公办。"),
        _Column("片区", 14, True, note="新的片区名会自动建立。"),
        _Column("乡镇", 14),
        _Column("经纬度", 24, note="经度在前、纬度在后，用逗号隔开；也可以另设“经度”“纬度”两列。"),
        _Column(
            "坐标系",
            12,
            choices=("GCJ-02", "BD-09", "WGS84"),
            note="高德、腾讯地图填GCJ-02，百度地图填BD-09，手机GPS填WGS84。填了经纬度就必须填。",
        ),
        _Column("半径", 8, note="到校范围的半径，单位米，留空为500。"),
        _Column("状态", 8, choices=_STATES, note="停办的学校填“停用”，历史记录不受影响。"),
    ),
    SHEET_PEOPLE: (
        _Column("姓名", 14, True),
        _Column("账号", 18, note="留空时按姓名拼音生成；同名的人请各填各的。"),
        _Column("角色", 12, choices=OFFERED_ROLES, note="留空为督学。"),
        _Column("片区", 14),
        _Column("专兼职", 10, choices=("专职", "兼职"), note="督学留空为专职。"),
        _Column("学段", 16, note="学前、小学、初中、高中、中职、特教；几个用顿号隔开，可留空。"),
        _Column("督学证号", 18, note="可留空。"),
        _Column("部门", 16, note="联合部门人员要填，例如 监审科；其他人留空。"),
        _Column("联系电话", 16, note="可留空；只有督导室看得到。"),
        _Column("状态", 8, choices=_STATES),
    ),
    SHEET_ASSIGNMENTS: (
        _Column("督学", 14, True, note="姓名或账号。合并单元格可以。"),
        _Column("学校", 40, True, note="全称、简称或标识码；几所学校可写在一格里，用顿号隔开。"),
        _Column("起始日期", 14, note="例如 2026-09-01；留空从导入当天算起。"),
        _Column("结束日期", 14, note="仍在负责的留空。"),
        _Column(
            "责任",
            10,
            choices=OFFERED_RESPONSIBILITIES,
            note="一所学校一天一位主责，欠督导次的是他；其他人填“协助”。留空为主责；交接时给前一位填结束日期。",
        ),
    ),
    SHEET_CAMPAIGNS: (
        _Column("专项名称", 26, True, note="同名的几行算一个专项。"),
        _Column("开始日期", 14, True, note="例如 2026-09-01。"),
        _Column("结束日期", 14, True),
        _Column("学校", 40, True, note="几所写在一格里用顿号隔开，也可分几行；以这张表为准。"),
        _Column("督导小组", 14, note="例如 第一组；同组的几行算一个小组。只有一个组可留空。"),
        _Column("督学", 24, note="组长写在最前，每组至少 3 名督学；留空由各校责任督学完成。"),
        _Column("说明", 40, note="查什么、怎么查，督学在手机上看得到。导入后要在“专项”页批准。"),
        _Column("督导类型", 14, choices=tuple(TYPES), note="留空为专项督导。"),
        _Column("主题", 24, note="主题名称，清单随主题而来；可留空。"),
    ),
    SHEET_ZONES: (
        _Column("片区名称", 18, True),
        _Column("状态", 8, choices=_STATES),
    ),
    SHEET_CALENDAR: (
        _Column("名称", 26, True, note="例如 2026—2027学年第一学期、寒假、国庆节。"),
        _Column(
            "类别",
            14,
            True,
            OFFERED_SORTS,
            "节假日和调休照国务院办公厅每年的通知填；调休上班只填周末要上班的日子。",
        ),
        _Column("起", 14, True, note="第一天，例如 2026-09-01。"),
        _Column("止", 14, note="最后一天；只有一天的留空。"),
        _Column("状态", 8, choices=_STATES),
    ),
    SHEET_CONDITIONS: (
        _Column("学校", 26, True, note="全称、简称或标识码；每所学校每年一行。"),
        _Column("年度", 8, True, note="例如 2026。"),
        *(_Column(title, 12, note="整所学校的总数，不是生均；不知道的留空。") for title in FIGURES),
        _Column("教学点", 8, choices=("是", "否"), note="不足50人的教学点不计入差异系数。"),
        _Column("变动说明", 26, note="有数据比上年增减超过30%的，写明原因。"),
    ),
    SHEET_CARRIED: tuple(_Column(*each) for each in CARRIED_COLUMNS),
    SHEET_NEWS: tuple(_Column(*each) for each in NEWS_COLUMNS),
}
EXAMPLES: dict[str, tuple[tuple[str, ...], ...]] = {
    SHEET_SCHOOLS: (
        (
            "例：城关第一小学",
            "一小、城关一小",
            "2152000101",
            "",
            "小学",
            "公办",
            "第一片区",
            "城关镇",
            "106.7135,26.5783",
            "GCJ-02",
            "500",
            "在用",
        ),
        (
            "例：小星星幼儿园",
            "",
            "1152000102",
            "",
            "幼儿园",
            "民办",
            "第二片区",
            "青溪镇",
            "106.7402,26.6011",
            "BD-09",
            "300",
            "在用",
        ),
    ),
    SHEET_PEOPLE: (
        ("例：李明远", "li.mingyuan", "督学", "第一片区", "专职", "小学、初中", *[""] * 3, "在用"),
        ("例：周雅琴", "", "督导室", *[""] * 6, "在用"),
        ("例：高科", "", "联合部门人员", *[""] * 4, "监审科", "", "在用"),
    ),
    SHEET_ASSIGNMENTS: (
        ("例：李明远", "城关第一小学、小星星幼儿园", "2026-09-01", "", "主责"),
        ("例：周雅琴", "小星星幼儿园", "2026-09-01", "2027-01-31", "协助"),
    ),
    SHEET_CAMPAIGNS: (
        (
            "例：秋季开学专项督导",
            "2026-09-01",
            "2026-09-12",
            "城关第一小学、小星星幼儿园",
            "",
            "",
            "看开学准备、校舍安全、食堂开餐；当场能改的当场改。",
            "专项督导",
            "",
        ),
    ),
    SHEET_ZONES: (("例：第一片区", "在用"), ("例：第二片区", "在用")),
    SHEET_CALENDAR: (
        ("例：2026—2027学年第一学期", "学期", "2026-09-01", "2027-01-22", "在用"),
        ("例：寒假", "学校假期", "2027-01-23", "2027-02-28", "在用"),
    ),
    SHEET_CONDITIONS: (
        (
            "例：城关第一小学",
            "2026",
            *("960", "", "", "46", "12", "10", "5400", "8800"),
            *("2450000", "24", "140", "25600", "58", "30", "否", ""),
        ),
    ),
    SHEET_CARRIED: CARRIED_EXAMPLES,
    SHEET_NEWS: NEWS_EXAMPLES,
}
_RULES = (
    "一、怎样填",
    "1. 灰色斜体、以“例：”开头的是示例，导入时会跳过。带*的列必填，其他列可以留空。",
    "2. 列的先后可以调整，可以加别的列（导入时不看），表头上方可以有标题行；合计、落款不会读。",
    "3. 全角数字、空格、合并单元格都认得；日期写成 2026-09-01、2026年9月1日 都可以。",
    "二、怎样导入",
    "4. 先预演：duji import 文件.xlsx --dry-run。只看会改什么、哪些没有读，不会改动数据。",
    "5. 有一处错误就整个文件都不导入，并逐条说明在哪张表、哪一行、哪一列、怎样改。",
    "6. 改好后正式导入：duji import 文件.xlsx。同一个文件导入两次，第二次没有变化。"
    "列出要确认的（改名、重名、坐标可疑等），核对后加 --confirm。",
    "7. 每 500 条写一次，写好的不会丢；中途断了，再导入一次同一个文件就接着做。",
    "8. 预演以后别人改过的不会覆盖，会逐条指明；核对后要按文件改的，再导入一次。",
    "三、说明",
    "9. 已有的学校和人员先按标识码、账号找，再按名称找；单元格留空、少一列，这一项都不改。"
    "标识码填错过的，在“原标识码”里填错的那个，在“学校标识码”里填对的。",
    "10. 从表里删掉一行不会删掉学校或人员；不再使用的请在“状态”里填“停用”。",
    "11. 新加的人员会得到登录码，请当面交给本人。",
    "12. 名单、统计表和手机上的先后，照“片区”“学校”“督学”表里的顺序。",
    "13. 隐藏的行、隐藏的工作表不会读；导入时会说明哪些没有读。",
    "14. “期初问题”是开始用督迹以前就有、还没有销号的问题和整改通知书：标为期初，不计入各月的数。"
    "单位、编号、问题都相同的算同一条，再导入一次只补还没有的，已转入的不改。",
    "15. “信息报送”每行一条；单位、日期、标题都相同的算同一条，再导入一次只补还没有的，"
    "已有的不改。",
)


def write_template() -> bytes:
    """The xlsx bytes of the import template, with examples and an explanation."""
    buffer = io.BytesIO()
    import xlsxwriter  # noqa: PLC0415 - a server that only serves makes no workbooks

    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, columns in _SHEETS.items():
            _sheet(book, name, columns)
        _explanation(book)
    return buffer.getvalue()


def _sheet(book: "Workbook", name: str, columns: Sequence[_Column]) -> None:
    sheet = book.add_worksheet(name)
    cell = book.add_format({"num_format": "@", "valign": "vcenter"})
    example = book.add_format({"num_format": "@", "italic": True, "font_color": "#8A8F98"})
    must, may = _heading(book, "#1F5F5B"), _heading(book, "#5B6B73")
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, cell)
        title = f"{column.title}*" if column.is_must else column.title
        sheet.write_string(0, index, title, must if column.is_must else may)
        _guide(sheet, index, column)
    for number, row in enumerate(EXAMPLES[name], start=1):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text, example)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _heading(book: "Workbook", colour: str) -> "Format":
    look = {"bold": True, "font_color": "#FFFFFF", "bg_color": colour, "valign": "vcenter"}
    return book.add_format({**look, "align": "center", "border": 1})


def _guide(sheet: "Worksheet", index: int, column: _Column) -> None:
    """The list to choose from, and what to write, shown when a cell of the column is entered."""
    if not (column.choices or column.note):
        return
    guide: dict[str, object] = {"ignore_blank": True}
    if column.choices:
        guide |= {"validate": "list", "source": list(column.choices)}
        guide |= {"error_title": "请从列表里选", "error_message": "、".join(column.choices)[:255]}
    else:
        guide["validate"] = "any"
    if column.note:
        guide |= {"input_title": column.title, "input_message": column.note}
    sheet.data_validation(1, index, _LAST_ROW, index, guide)


def _explanation(book: "Workbook") -> None:
    sheet = book.add_worksheet(SHEET_GUIDE)
    sheet.set_column(0, 0, 96)
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#1F5F5B"})
    part = book.add_format({"bold": True, "font_size": 12, "top": 1})
    line = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, "督迹：学校、督学、分工和校历的导入说明", title)
    for number, text in enumerate(_RULES, start=2):
        sheet.write_string(number, 0, text, line if text[0].isdigit() else part)
    row = len(_RULES) + 3
    for name, columns in _SHEETS.items():
        sheet.write_string(row, 0, f"“{name}”表", part)
        for column in columns:
            row += 1
            must = "（必填）" if column.is_must else ""
            sheet.write_string(row, 0, f"{column.title}{must}  {column.note}", line)
        row += 2
