"""The seven kinds of papers: a red head, the text, who signs, and room for the seal."""

from __future__ import annotations

from tools.documents.pieces import WIDTH, cell, each, gap, paragraph, row, table, when


def head(title: str) -> str:
    """From the organ's name to whom it is sent."""
    return "".join(
        (
            paragraph("{{ 发文机关 }}", "Organ"),
            paragraph("{{ 文号 }}", "Number"),
            paragraph(title, "DocTitle"),
            paragraph("{{ 单位 }}：", "To"),
        )
    )


def items(row_name: str, listed: str) -> str:
    """What the paper is about, one after the other."""
    return each(
        row_name,
        listed,
        paragraph(f"{{{{ {row_name}.序号 }}}}．{{{{ {row_name}.内容 }}}}"),
        when(f"{row_name}.建议", paragraph(f"建议：{{{{ {row_name}.建议 }}}}")),
    )


def foot(note: str = "") -> str:
    """Who signs and when, the seal over both; then what is said in brackets."""
    signed = paragraph("{{ 发文机关 }}", "Sign") + paragraph("{{ 日期 }}", "SignedOn")
    return signed + (when("签发人", paragraph(note, "Note")) if note else "")


_ISSUER = "（签发人：{{ 签发人 }}）"


def receipt() -> str:
    """Who took the paper, and when."""
    widths = (1500, 2922, 1500, 2922)
    told = (
        ("签收单位", "（盖章）"),
        ("签收人", ""),
        ("签收时间", "　　年　　月　　日"),
        ("送达人", ""),
    )
    cells = [
        (
            cell(widths[0], paragraph(label, "Label", stays=True)),
            cell(widths[1], paragraph(text, "Middle", stays=True)),
        )
        for label, text in told
    ]
    rows = (row([*cells[at], *cells[at + 1]], height=560) for at in (0, 2))
    online = paragraph("网上签收和回复用签收码：{{ 签收码 }}", "Note")
    return gap(20) + table(widths, *rows) + when("签收码", online) + gap()


def imprint() -> str:
    """The last lines of a paper that many get: who gets a copy, who printed it and when."""
    copies = row([cell(WIDTH, paragraph("抄送：{{ 抄送 }}", "Imprint"), span=2)])
    printed = row(
        [
            cell(5644, paragraph("{{ 发文机关 }}", "Imprint")),
            cell(3200, paragraph("{{ 日期 }}印发", "PrintedOn")),
        ]
    )
    widths = (5644, 3200)
    ruled = ("top", "bottom", "insideH")
    return (
        gap(28)
        + when("抄送", table(widths, copies, edges=("top",)), gap())
        + table(widths, printed, edges=ruled)
        + gap()
    )


def rectification() -> str:
    """整改通知书."""
    opening = (
        "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 督导日期 %}{{ 督导日期 }}，{% endif %}"
        "经督导检查{% if 来源 %}（{{ 来源 }}）{% endif %}，你单位存在以下问题："
    )
    due = (
        "整改期限：{{ 期限 }}前{% if 天数 %}（本通知下发{{ 天数 }}日内）{% endif %}。"
        "{% if 责任督学 %}责任督学：{{ 责任督学 }}。{% endif %}"
    )
    return "".join(
        (
            head("整改通知书"),
            paragraph(opening),
            items("问题", "问题清单"),
            paragraph("{{ 要求 }}"),
            paragraph(due, "Last"),
            foot(_ISSUER),
            receipt(),
        )
    )


def tip() -> str:
    """工作提示."""
    opening = (
        "{% if 原文号 %}我办{{ 原文号 }}要求你单位整改的下列问题{% else %}"
        "你单位的下列事项{% endif %}尚未办结，现予提示："
    )
    return "".join(
        (
            head("工作提示"),
            paragraph(opening),
            items("事项", "事项清单"),
            paragraph("{{ 要求 }}", "Last"),
            when("期限", paragraph("请于{{ 期限 }}前报送办理情况。", "Last")),
            foot(_ISSUER),
        )
    )


def supervision() -> str:
    """督办函."""
    opening = (
        "{% if 原文号 %}我办{{ 原文号 }}要求你单位整改的问题{% else %}你单位的有关问题{% endif %}"
        "逾期未完成整改，现对下列事项予以督办："
    )
    return "".join(
        (
            head("督办函"),
            paragraph(opening),
            paragraph("督办事项", "Head1"),
            items("事项", "事项清单"),
            paragraph("办理要求", "Head1"),
            paragraph("{{ 要求 }}"),
            paragraph("请于{{ 期限 }}前办结，并将办理结果书面函复我办。", "Last"),
            foot(_ISSUER),
            receipt(),
        )
    )


def consultation() -> str:
    """协商意见书."""
    return "".join(
        (
            head("协商意见书"),
            paragraph("下列事项需要贵单位支持解决，现提出协商意见："),
            paragraph("协商事项", "Head1"),
            items("事项", "事项清单"),
            paragraph("协商意见", "Head1"),
            paragraph("{{ 要求 }}", "Last"),
            when("期限", paragraph("请予研究，并于{{ 期限 }}前函复我办。", "Last")),
            foot(_ISSUER),
        )
    )


def talk() -> str:
    """约谈通知."""
    return "".join(
        (
            head("约谈通知"),
            paragraph("经研究，决定对你单位进行约谈。现将有关事项通知如下："),
            paragraph("约谈安排", "Head1"),
            paragraph("时间：{% if 约谈时间 %}{{ 约谈时间 }}{% else %}另行通知{% endif %}"),
            paragraph("地点：{% if 约谈地点 %}{{ 约谈地点 }}{% else %}另行通知{% endif %}"),
            paragraph("对象：{% if 约谈对象 %}{{ 约谈对象 }}{% else %}主要负责人{% endif %}"),
            paragraph("约谈事由", "Head1"),
            items("事项", "事项清单"),
            paragraph("有关要求", "Head1"),
            paragraph("{{ 要求 }}", "Last"),
            when("期限", paragraph("请于{{ 期限 }}前报送整改情况。", "Last")),
            foot(_ISSUER),
            receipt(),
        )
    )


def opinion() -> str:
    """督导意见书."""
    opening = (
        "{% if 督导日期 %}{{ 督导日期 }}，{% endif %}我办对你单位进行了督导。"
        "根据《教育督导条例》，现提出如下督导意见："
    )
    return "".join(
        (
            head("督导意见书"),
            paragraph(opening),
            when("成绩", paragraph("主要成绩", "Head1"), paragraph("{{ 成绩 }}")),
            paragraph("存在的问题", "Head1"),
            items("问题", "问题清单"),
            when("not 问题清单", paragraph("督导中没有发现问题。")),
            paragraph("意见和建议", "Head1"),
            # A long text goes on over a page; only its last line stays with who signs.
            when("not 期限", paragraph("{{ 要求 }}", "Last")),
            when(
                "期限",
                paragraph("{{ 要求 }}"),
                paragraph("请对照意见进行整改，并于{{ 期限 }}前报送整改报告。", "Last"),
            ),
            foot(_ISSUER),
        )
    )


def circular() -> str:
    """督导通报."""
    return "".join(
        (
            head("督导通报"),
            when("背景", paragraph("{{ 背景 }}")),
            when("范围", paragraph("督导范围", "Head1"), paragraph("{{ 范围 }}")),
            when("成绩", paragraph("主要成绩", "Head1"), paragraph("{{ 成绩 }}")),
            paragraph("存在的问题", "Head1"),
            items("问题", "问题清单"),
            paragraph("工作要求", "Head1"),
            paragraph("{{ 要求 }}", "Last"),
            when("期限", paragraph("请于{{ 期限 }}前完成整改并报送情况。", "Last")),
            foot(_ISSUER),
            imprint(),
        )
    )


PAPERS = {
    "rectification": rectification,
    "tip": tip,
    "supervision": supervision,
    "talk": talk,
    "circular": circular,
    "consultation": consultation,
    "opinion": opinion,
}
