"""What the office's papers say by themselves, kind by kind: the one place of these sentences."""

from datetime import date

from domain.kinds.paper.paper_kind import PaperKind

PREFIXES = {
    PaperKind.RECTIFICATION: "教督整",
    PaperKind.TIP: "教督提",
    PaperKind.SUPERVISION: "教督办",
    PaperKind.TALK: "教督谈",
    PaperKind.CIRCULAR: "教督通",
    PaperKind.CONSULTATION: "教督商",
    PaperKind.OPINION: "教督意",
}
"""The 代字 of each kind behind the district's first character, unless the office says another."""
_OPENINGS = {
    PaperKind.RECTIFICATION: "经督导检查，你单位存在以下问题：",
    PaperKind.TIP: "你单位下列问题已过整改期限，现作工作提示：",
    PaperKind.SUPERVISION: "你单位下列问题逾期仍未整改到位，现予督办：",
    PaperKind.TALK: "你单位下列问题逾期仍未整改到位，现约谈你单位负责人：",
    PaperKind.CIRCULAR: "经督导检查，现将下列问题通报如下：",
    PaperKind.CONSULTATION: "经督导检查，{unit}存在以下问题，涉及贵处职责，请协商处理：",
    PaperKind.OPINION: "经督导，现对你单位提出以下意见：",
}
_CLOSINGS = {
    PaperKind.RECTIFICATION: "整改报告于本通知下发{days}日内书面报责任督学。",
    PaperKind.TIP: "请于本提示下发{days}日内整改到位，并书面报责任督学。",
    PaperKind.SUPERVISION: "请于本函下发{days}日内整改到位，并书面报督导室。",
    PaperKind.TALK: "请于本通知下发{days}日内到督导室接受约谈。",
    PaperKind.CIRCULAR: "请于本通报下发{days}日内书面报告整改情况。",
    PaperKind.CONSULTATION: "请于本意见书下发{days}日内书面回复督导室。",
    PaperKind.OPINION: "请于本意见书下发{days}日内书面报告落实情况。",
}
_REQUIREMENTS = {
    PaperKind.RECTIFICATION: "请对照上述问题逐项整改、举一反三。",
    PaperKind.TIP: "请抓紧整改，逐项销号。",
    PaperKind.SUPERVISION: "请单位主要负责人牵头，逐项落实责任人和完成时限。",
    PaperKind.TALK: "请单位主要负责人参加，并带书面情况说明。",
    PaperKind.CIRCULAR: "请各单位引以为戒，对照自查。",
    PaperKind.CONSULTATION: "请研究处理，并告知处理意见。",
    PaperKind.OPINION: "请认真研究，抓好落实。",
}


def opening(paper_kind: PaperKind, unit: str) -> str:
    """The sentence before the findings of a paper; ``unit`` is whose findings they are."""
    return _OPENINGS[paper_kind].format(unit=unit)


def closing(paper_kind: PaperKind, from_on: str, due_on: str | None) -> str:
    """By when the unit is to answer, from the day on which it is issued; empty without a day."""
    if due_on is None:
        return ""
    days = (date.fromisoformat(due_on) - date.fromisoformat(from_on)).days
    return _CLOSINGS[paper_kind].format(days=max(0, days))


def usual_requirement(paper_kind: PaperKind) -> str:
    """What such a paper usually asks for."""
    return _REQUIREMENTS[paper_kind]
