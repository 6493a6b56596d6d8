"""What the seven kinds of papers tell, and how each is made from the same plain facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.naming import Named, may, must, rows


class PaperItem(Named):
    """One of the findings that a paper is about."""

    number: str = must("序号", "第几条", "1", "2")
    text: str = must(
        "内容",
        "问题或事项",
        "教学楼二层东侧灭火器压力不足，未按月检查。",
        "食堂留样登记缺5月6日至8日的记录。",
    )
    advice: str = may("建议", "对这一条的建议", "更换灭火器，落实每月检查登记。", "")


class Paper(Named):
    """What every paper tells."""

    organ: str = must("发文机关", "发文的督导机构", "万山区人民政府教育督导委员会办公室")
    number: str = must("文号", "发文字号", "万教督〔2026〕7号")
    unit: str = must("单位", "收文的学校或单位", "万山区实验小学")
    issued_on: str = must("日期", "成文日期", "2026年5月14日")
    issuer: str = may("签发人", "谁签发的", "李主任")


class SignedForPaper(Paper):
    """What a paper tells that the unit signs for."""

    code: str = may("签收码", "单位网上签收和回复时要填的码", "7K3M9-QW2XA")


class RectificationPaper(SignedForPaper):
    """整改通知书."""

    source: str = may("来源", "问题从哪里发现的", "经常性督导")
    visited_on: str = may("督导日期", "到校督导的日期", "2026年5月12日")
    basis: str = may("依据", "依据的条例、办法", "《教育督导条例》")
    items: tuple[PaperItem, ...] = rows("问题清单", "存在的问题", is_must=True)
    requirement: str = must(
        "要求", "整改要求", "请对照上述问题逐项整改、举一反三，并把整改情况书面报责任督学。"
    )
    due_on: str = must("期限", "整改期限", "2026年5月29日")
    days: str = may("天数", "从成文日期到期限的天数", "15")
    inspector: str = may("责任督学", "报给哪位责任督学", "陈静")


class TipPaper(Paper):
    """工作提示."""

    original: str = may("原文号", "原来的通知书的文号", "万教督〔2026〕3号")
    items: tuple[PaperItem, ...] = rows("事项清单", "提示的事项", is_must=True)
    requirement: str = must("要求", "请收文单位做什么", "请抓紧整改，并及时报送整改情况。")
    due_on: str = may("期限", "到哪一天为止", "2026年6月3日")


class SupervisionPaper(SignedForPaper):
    """督办函."""

    original: str = may("原文号", "原来的通知书的文号", "万教督〔2026〕3号")
    items: tuple[PaperItem, ...] = rows("事项清单", "督办的事项", is_must=True)
    requirement: str = must(
        "要求", "督办要求", "请主要负责人亲自过问，限期完成整改并书面报告结果。"
    )
    due_on: str = must("期限", "办结期限", "2026年6月10日")


class TalkPaper(SignedForPaper):
    """约谈通知."""

    persons: str = may("约谈对象", "请谁来", "校长、分管安全的副校长")
    talk_at: str = may("约谈时间", "什么时候", "2026年6月16日上午9时")
    place: str = may("约谈地点", "在哪里", "区教育局三楼会议室")
    items: tuple[PaperItem, ...] = rows("事项清单", "约谈的事由", is_must=True)
    requirement: str = must("要求", "对约谈对象的要求", "请准备书面整改情况，按时到场。")
    due_on: str = may("期限", "到哪一天为止", "2026年6月16日")


class CircularPaper(Paper):
    """督导通报."""

    unit: str = must("单位", "收文的学校或单位", "各中小学、幼儿园")
    background: str = may(
        "背景",
        "为什么督导",
        "为落实春季学期开学工作要求，我办组织了专项督导。现将有关情况通报如下。",
    )
    scope: str = may("范围", "督导了哪些单位", "本次共督导中小学、幼儿园36所。")
    merits: str = may("成绩", "做得好的", "各校重视开学准备，教材教辅到位，校园整洁有序。")
    items: tuple[PaperItem, ...] = rows("问题清单", "存在的问题，点名到单位", is_must=True)
    requirement: str = must(
        "要求", "下一步要求", "各校要对照问题自查自改，于6月底前完成整改。我办将适时回访。"
    )
    due_on: str = may("期限", "整改期限", "2026年6月30日")
    copies: str = may("抄送", "抄送机关", "区人民政府办公室，区教育局。")


class ConsultationPaper(Paper):
    """协商意见书."""

    items: tuple[PaperItem, ...] = rows("事项清单", "协商的事项", is_must=True)
    requirement: str = must(
        "要求", "协商意见", "建议会同市场监管、公安等部门，对校门口摊点和停车秩序开展联合整治。"
    )
    due_on: str = may("期限", "请在哪一天前函复", "2026年6月5日")


class OpinionPaper(Paper):
    """督导意见书."""

    visited_on: str = may("督导日期", "到校督导的日期", "2026年5月12日")
    merits: str = may("成绩", "主要成绩和经验", "学校课程开齐开足，课堂教学秩序良好。")
    items: tuple[PaperItem, ...] = rows("问题清单", "存在的问题", is_must=True)
    requirement: str = must("要求", "意见和建议", "完善教研制度，加强对青年教师的听课指导。")
    due_on: str = may("期限", "请在哪一天前报送整改情况", "2026年6月12日")


PAPERS: dict[DocumentKind, type[Paper]] = {
    DocumentKind.RECTIFICATION: RectificationPaper,
    DocumentKind.TIP: TipPaper,
    DocumentKind.SUPERVISION: SupervisionPaper,
    DocumentKind.TALK: TalkPaper,
    DocumentKind.CIRCULAR: CircularPaper,
    DocumentKind.CONSULTATION: ConsultationPaper,
    DocumentKind.OPINION: OpinionPaper,
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper, in plain texts; days are local dates ``2026-05-14``, or empty.

    ``findings`` are the texts of what it is about, or each with what is advised.
    """

    organ: str
    number: str
    unit: str
    issued_on: str
    findings: Sequence[str | tuple[str, str]]
    requirement: str
    due_on: str = ""
    issuer: str = ""
    code: str = ""
    source: str = ""
    visited_on: str = ""
    basis: str = ""
    inspector: str = ""
    original: str = ""
    persons: str = ""
    talk_at: str = ""
    place: str = ""
    background: str = ""
    scope: str = ""
    merits: str = ""
    copies: str = ""


_DAYS = ("issued_on", "due_on", "visited_on")


def paper(document: DocumentKind, facts: PaperFacts) -> Paper:
    """The paper of this kind that these facts make; what its kind does not tell is left out."""
    model = PAPERS[document]
    values: dict[str, object] = {
        name: getattr(facts, name) for name in model.model_fields if hasattr(facts, name)
    }
    values |= {name: day_words(getattr(facts, name)) for name in _DAYS if name in values}
    values["items"] = tuple(map(_item, range(1, len(facts.findings) + 1), facts.findings))
    if "days" in model.model_fields:
        values["days"] = _days(facts)
    return model.model_validate(values)


def organ_of(district_name: str) -> str:
    """The office's name in full, from its district's."""
    return f"{district_name}人民政府教育督导委员会办公室"


def day_words(day: str) -> str:
    """A local date as a paper has it: `2026年5月14日`; empty for none."""
    if not day:
        return ""
    on = date.fromisoformat(day)
    return f"{on.year}年{on.month}月{on.day}日"


def _item(number: int, finding: str | tuple[str, str]) -> PaperItem:
    text, advice = (finding, "") if isinstance(finding, str) else finding
    return PaperItem(number=str(number), text=text, advice=advice)


def _days(facts: PaperFacts) -> str:
    if not (facts.issued_on and facts.due_on):
        return ""
    days = date.fromisoformat(facts.due_on) - date.fromisoformat(facts.issued_on)
    return str(days.days) if days.days > 0 else ""
