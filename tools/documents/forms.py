"""The forms of a visit as ruled tables: record, lesson, and what was looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from tools.documents.pieces import (
    WIDTH,
    cell,
    each,
    gap,
    paragraph,
    row,
    rows_each,
    rows_when,
    table,
    when,
)

FOUR = (1380, 3042, 1380, 3042)
WIDE = WIDTH - FOUR[0]
_SIGNING = 900
# A table that goes on behind another one has that one's last rule for its first.
_BEHIND = ("left", "bottom", "right", "insideH", "insideV")


def title() -> str:
    """What the form is called, and what its reader must know of it."""
    return paragraph("{{ 标题 }}", "FormTitle") + when("提示", paragraph("{{ 提示 }}", "Standing"))


def top(span: int = 4) -> str:
    """The head that every page repeats."""
    return row([cell(WIDTH, paragraph("{{ 学校 }}　{{ 日期 }}", "Label"), span=span)], is_head=True)


def shown(name: str, style: str = "Cell") -> str:
    """The text of this name."""
    return paragraph(f"{{{{ {name} }}}}", style)


def pair(*labels: str) -> str:
    """Two short fields beside each other, each named as its label is."""
    cells = [
        each_cell
        for label, width in zip(labels, (FOUR[1], FOUR[3]), strict=True)
        for each_cell in (cell(FOUR[0], paragraph(label, "Label")), cell(width, shown(label)))
    ]
    return row(cells)


def long(label: str, *paragraphs: str) -> str:
    """A field over the whole width that may go on over a page."""
    inner = paragraphs or (shown(label),)
    return row([cell(FOUR[0], paragraph(label, "Label")), cell(WIDE, *inner, span=3)], splits=True)


def signing(who: str, strokes: str) -> Sequence[str]:
    """Where somebody signed, or is to sign."""
    inner = (when(strokes, shown(strokes)), shown(f"{who}签名"))
    return (cell(FOUR[0], *_sign_label(who)), cell(FOUR[1], *inner))


def _sign_label(who: str) -> Sequence[str]:
    return (paragraph(who, "Label"), paragraph("签名", "Label"))


def signings() -> str:
    """The inspector's signature and the head's."""
    cells = [*signing("督学", "督学手写"), *signing("学校负责人", "负责人手写")]
    return row(cells, height=_SIGNING)


def trace() -> str:
    """Where the form comes from."""
    return when("留痕编号", paragraph("留痕编号：{{ 留痕编号 }}", "Fine"))


def looked_again() -> str:
    """Each earlier finding with how it stands now."""
    return each(
        "复查",
        "复查清单",
        paragraph("{{ 复查.序号 }}．{{ 复查.问题 }}", "Cell"),
        paragraph("结论：{{ 复查.结论 }}。{{ 复查.情况 }}", "Cell"),
        when("复查.建议", paragraph("还要：{{ 复查.建议 }}", "Cell")),
    )


def findings() -> str:
    """The findings of a record."""
    return each(
        "问题",
        "问题清单",
        paragraph("{{ 问题.序号 }}．{{ 问题.内容 }}", "Cell"),
        when("问题.说明", shown("问题.说明", "Fine")),
        when("问题.建议", paragraph("建议：{{ 问题.建议 }}", "Cell")),
    ) + when("没有问题", shown("没有问题"))


def checklist() -> str:
    """The annex with the checklist's answers."""
    widths = (6844, 2000)
    head = row(
        [cell(WIDTH, paragraph("附表：检查清单　{{ 学校 }}　{{ 日期 }}", "Label"), span=2)],
        is_head=True,
    )
    section = rows_when("检查.部分", 2, row([cell(WIDTH, shown("检查.部分", "Label"), span=2)]))
    line = row(
        [
            cell(
                widths[0],
                shown("检查.检查项"),
                when("检查.备注", paragraph("备注：{{ 检查.备注 }}", "Fine")),
            ),
            cell(widths[1], shown("检查.结果", "Middle")),
        ]
    )
    listed = table(widths, head, rows_each("检查", "检查清单", 2, section, line))
    return when("检查清单", gap(14), listed, gap())


def photos() -> str:
    """The annex with the photos."""
    widths = (5244, 3600)
    head = row(
        [cell(WIDTH, paragraph("附：照片　{{ 学校 }}　{{ 日期 }}", "Label"), span=2)], is_head=True
    )
    line = row(
        [
            cell(widths[0], shown("照片.照片", "Middle")),
            cell(
                widths[1],
                paragraph("{{ 照片.序号 }}．{{ 照片.说明 }}", "Cell"),
                paragraph("{{ 照片.时间 }}　{{ 照片.来源 }}", "Fine"),
                paragraph("校验码 {{ 照片.校验码 }}", "Fine"),
            ),
        ]
    )
    return when(
        "照片清单", gap(14), table(widths, head, rows_each("照片", "照片清单", 2, line)), gap()
    )


def record() -> str:
    """随访督导记录表."""
    again = rows_when("复查清单", 4, long("回访复查", looked_again()))
    form = table(
        FOUR,
        top(),
        pair("编号", "日期"),
        pair("学校", "标识码"),
        pair("到校时间", "离校时间"),
        pair("督学", "随行督学"),
        pair("督导类型", "主题"),
        long("督导内容"),
        long("方式及数量"),
        long("督导纪实"),
        long("亮点"),
        long("存在问题", findings()),
        again,
        long("现场反馈"),
        long("后续处理"),
        long("定位"),
        long("照片", shown("照片数")),
        signings(),
    )
    return "".join((title(), form, trace(), checklist(), photos()))


def lesson() -> str:
    """听课记录表."""
    stage, points = (1500, 1200, 6144), (5244, 1800, 1800)
    facts = table(
        FOUR,
        top(),
        pair("日期", "节次"),
        pair("学校", "班级"),
        pair("学科", "课型"),
        long("课题"),
        pair("授课教师", "听课人"),
        pair("应到人数", "实到人数"),
    )
    stages = table(
        stage,
        _heads(stage, "环节", "用时", "师生活动"),
        rows_each(
            "环节",
            "环节清单",
            3,
            _line(stage, "环节.环节", "环节.用时", "环节.师生活动", splits=True),
        ),
        edges=_BEHIND,
    )
    scores = table(
        points,
        _heads(points, "评价项", "满分", "得分"),
        rows_each("得分", "得分清单", 3, _line(points, "得分.评价项", "得分.满分", "得分.得分")),
        rows_when("总分", 3, _total(points)),
        edges=_BEHIND,
    )
    return "".join((title(), facts, gap(), stages, gap(), scores, gap(), _judged(), trace()))


def _total(widths: Sequence[int]) -> str:
    return row(
        [
            cell(widths[0], paragraph("合计", "Middle")),
            cell(widths[1], shown("总满分", "Middle")),
            cell(widths[2], shown("总分", "Middle")),
        ]
    )


def _judged() -> str:
    """What the inspectors say of the lesson, and who signs."""
    signs = [
        cell(FOUR[0], *_sign_label("听课人")),
        cell(FOUR[1], paragraph("", "Cell")),
        cell(FOUR[2], *_sign_label("授课教师")),
        cell(FOUR[3], paragraph("", "Cell")),
    ]
    return table(
        FOUR,
        pair("等级", "交流时间"),
        long("优点"),
        long("建议"),
        row(signs, height=_SIGNING),
        edges=_BEHIND,
    )


def _heads(widths: Sequence[int], *words: str) -> str:
    told = zip(widths, words, strict=True)
    return row([cell(width, paragraph(word, "Label")) for width, word in told], is_head=True)


def _line(widths: Sequence[int], *names: str, splits: bool = False) -> str:
    """A row of which the last cell is text where it may go on over a page."""
    styles = ("Cell", "Middle", "Cell" if splits else "Middle")
    told = zip(widths, names, styles, strict=True)
    return row([cell(width, shown(name, style)) for width, name, style in told], splits=splits)


def follow_up() -> str:
    """回访复查记录."""
    form = table(
        FOUR,
        top(),
        pair("编号", "日期"),
        pair("学校", "回访方式"),
        pair("督学", "随行督学"),
        pair("到校时间", "离校时间"),
        rows_each("复查", "复查清单", 4, *_one_again()),
        long("现场反馈"),
        long("后续处理"),
        signings(),
        _closed(),
    )
    return "".join((title(), form, trace()))


def _one_again() -> Sequence[str]:
    """An earlier finding: what it was, what the school did, how it stands, the photos."""
    pictures = row(
        [
            cell(FOUR[0], paragraph("整改前", "Label")),
            cell(FOUR[1], shown("复查.整改前", "Middle")),
            cell(FOUR[2], paragraph("整改后", "Label")),
            cell(FOUR[3], shown("复查.整改后", "Middle")),
        ]
    )
    return (
        long("问题", paragraph("{{ 复查.序号 }}．{{ 复查.问题 }}", "Cell")),
        rows_when("复查.通知文号", 4, long("通知文号", shown("复查.通知文号"))),
        long("整改措施", shown("复查.整改措施")),
        long("整改情况", shown("复查.情况")),
        long("结论", shown("复查.结论")),
        long("后续建议", shown("复查.建议")),
        rows_when("复查.整改后", 4, pictures),
    )


def _closed() -> str:
    """What the office fills in by hand when it closes the findings."""
    return row(
        [
            cell(FOUR[0], paragraph("销号人", "Label")),
            cell(FOUR[1], paragraph("", "Cell")),
            cell(FOUR[2], paragraph("销号日期", "Label")),
            cell(FOUR[3], paragraph("　　年　　月　　日", "Middle")),
        ],
        height=560,
    )


FORMS = {"follow_up": follow_up, "record": record, "lesson": lesson}
