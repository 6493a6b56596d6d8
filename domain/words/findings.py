"""What is called how about findings after they were raised."""

from collections.abc import Mapping
from enum import StrEnum

from domain.findings.similar import SimilarState
from domain.findings.state import FindingState, Missing
from domain.kinds.finding.closing import End
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.kinds.visit.finding import OwnerUnit, Source

FOUND, TOLD, MEASURE, PROGRESS, DONE = "发现", "已反馈", "整改措施", "报告进展", "报称已整改"
"""What happened to a finding, as its story says it."""
ENTERED, CARRIED_OVER, OLD_PAPER = "{}，督导室登记", "{}，期初转入", "原来的文书"
"""How a finding began that no visit raised."""
FOR_THE_UNIT = "（督导室代填）"


def answered(*, is_done: bool) -> str:
    """What a unit's answer is called in a finding's story."""
    return DONE if is_done else PROGRESS


def measure_line(text: str, responsible: str, due_on: str) -> str:
    """A unit's measures, who answers for them and by when, in one line."""
    return f"{text}（责任人 {responsible}，时限 {due_on}）"


def extension_word(until: str | None) -> str:
    """What the office decided about more time."""
    return f"同意延期到 {until}" if until else "不同意延期"


def look_word(conclusion: str) -> str:
    """What a look is called in a finding's story."""
    return f"回访：{conclusion}"


FINDINGS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    FindingState: {
        FindingState.RAISED: "发现",
        FindingState.FED_BACK: "已反馈",
        FindingState.NOTICED: "已下达",
        FindingState.RECTIFYING: "整改中",
        FindingState.REPLIED: "待回访",
        FindingState.CHECKED: "待销号",
        FindingState.CLOSED: "已销号",
        FindingState.WITHDRAWN: "已撤销",
        FindingState.MERGED: "已合并",
        FindingState.DISSOLVED: "已终结",
    },
    Source: {
        Source.ROUTINE: "经常性督导",
        Source.CAMPAIGN: "专项督导",
        Source.SELF_CHECK: "学校自查",
        Source.COMPLAINT: "信访举报",
        Source.PATROL: "巡察",
        Source.MONITORING: "监测",
        Source.THIRD_PARTY: "第三方评估",
        Source.HIGHER_AUTHORITY: "上级交办",
    },
    OwnerUnit: {
        OwnerUnit.SCHOOL: "学校",
        OwnerUnit.TOWNSHIP: "乡镇街道",
        OwnerUnit.INSTITUTION: "机构",
        OwnerUnit.DEPARTMENT: "部门",
    },
    End: {
        End.CLOSED: "销号",
        End.WITHDRAWN: "撤销",
        End.MERGED: "合并",
        End.DISSOLVED: "终结",
    },
    Missing: {
        Missing.FEEDBACK: "还没有反馈",
        Missing.MEASURES: "还没有整改措施、责任人和时限",
        Missing.FOLLOW_UP: "还没有回访确认已整改",
        Missing.AFTER_PHOTO: "还没有整改后的照片",
    },
    FeedbackManner: {
        FeedbackManner.ON_THE_SPOT: "当面反馈",
        FeedbackManner.MEETING: "反馈会",
        FeedbackManner.IN_WRITING: "书面反馈",
        FeedbackManner.BY_PHONE: "电话反馈",
    },
    SimilarOutcome: {
        SimilarOutcome.CLEAR: "无此问题",
        SimilarOutcome.CORRECTED: "有此问题，已改",
        SimilarOutcome.CORRECTING: "有此问题，整改中",
    },
    SimilarState: {
        SimilarState.WAITING: "待答",
        SimilarState.OVERDUE: "逾期",
        SimilarState.ANSWERED: "已答",
        SimilarState.WITHDRAWN: "撤回",
    },
}

FINDINGS_IGNORED = {
    "similar_not_asked": "这项排查没有发给这个单位",
    "similar_withdrawn": "这项排查已对这个单位撤回",
    "similar_answered": "单位已经答复，不能撤回",
    "similar_unit_spoke": "单位自己答复过，以它的答复为准",
}
