"""The words of accountability cases (问责), as 《教育督导问责办法》 (2021) has them."""

from collections.abc import Mapping
from enum import StrEnum

from domain.accountability.clocks import ClockSort, ClockState
from domain.kinds.accountability.course import (
    Accountable,
    Aggravation,
    CaseAct,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)

ACCOUNTABILITY_WORDS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Accountable: {
        Accountable.UNIT: "单位",
        Accountable.PERSON: "责任人",
        Accountable.PRIVATE_PERSON: "民办学校、培训机构责任人",
    },
    CaseState: {
        CaseState.OPENED: "已提出",
        CaseState.INVESTIGATING: "调查认定中",
        CaseState.NOTIFIED: "已告知，等陈述申辩",
        CaseState.HEARD: "待决定",
        CaseState.DECIDED: "已决定，待送达",
        CaseState.SERVED: "决定已送达",
        CaseState.REVIEWING: "复核中",
        CaseState.REVIEWED: "已复核",
        CaseState.APPEALING: "申诉中",
        CaseState.CORRECTING: "待纠正",
        CaseState.SETTLED: "申诉已处理",
        CaseState.ENDED: "已办结",
        CaseState.WITHDRAWN: "已撤销问责",
    },
    CaseAct: {
        CaseAct.RESTATE: "更正提出的内容",
        CaseAct.GROUP: "登记调查认定组",
        CaseAct.NOTIFY: "登记告知书送达",
        CaseAct.HEAR: "登记陈述申辩",
        CaseAct.DECIDE: "登记问责决定",
        CaseAct.SERVE: "登记决定书送达",
        CaseAct.ASK_REVIEW: "登记复核申请",
        CaseAct.REVIEW: "登记复核决定",
        CaseAct.ASK_APPEAL: "登记申诉",
        CaseAct.APPEAL: "登记申诉处理决定",
        CaseAct.CORRECT: "登记纠正",
        CaseAct.END: "办结",
        CaseAct.WITHDRAW: "撤销问责",
    },
    Manner: {
        Manner.PUBLIC_CRITICISM: "公开批评",
        Manner.TALK: "约谈",
        Manner.CIRCULAR: "督导通报",
        Manner.RESOURCES: "资源调整",
        Manner.PENALTY: "行政处罚",
        Manner.SELF_CRITICISM: "责令检查",
        Manner.CRITICISM: "通报批评",
        Manner.REORGANISATION: "组织处理",
        Manner.DISCIPLINE: "处分",
        Manner.REFERRAL: "移送监察或司法机关",
        Manner.CONFISCATION: "罚没违法所得",
        Manner.BAN: "从业禁止",
        Manner.CREDIT: "纳入诚信记录",
    },
    Aggravation: {
        Aggravation.OBSTRUCTION: "隐瞒事实，阻挠、不配合督导",
        Aggravation.RETALIATION: "威胁、打击报复",
        Aggravation.UNCORRECTED: "被问责后仍不改正",
        Aggravation.REPEATED: "一年内被问责两次以上",
        Aggravation.OTHER: "其他从重情形",
    },
    PleaOutcome: {
        PleaOutcome.RECEIVED: "提出了陈述申辩",
        PleaOutcome.WAIVED: "书面表示不陈述申辩",
        PleaOutcome.SILENT: "期满没有提出",
    },
    Outcome: {
        Outcome.CHANGED: "变更",
        Outcome.UPHELD: "维持",
        Outcome.REVOKED: "撤销",
        Outcome.DROPPED: "申请人撤回",
    },
    ClockSort: {
        ClockSort.GROUP: "成立调查认定组",
        ClockSort.PLEAD: "陈述申辩",
        ClockSort.ASK_REVIEW: "申请复核",
        ClockSort.REVIEW: "作出复核决定",
        ClockSort.ASK_APPEAL: "提出申诉",
        ClockSort.APPEAL: "处理申诉",
        ClockSort.CORRECT: "纠正原决定",
    },
    ClockState: {
        ClockState.RUNNING: "期限内",
        ClockState.SOON: "7 天内到期",
        ClockState.PASSED: "期满，可办下一步",
        ClockState.OVERDUE: "超期",
        ClockState.KEPT: "按期",
        ClockState.LATE: "超期才办",
        ClockState.OVER: "不再计",
    },
}

ACCOUNTABILITY_IGNORED = {
    "accountability_untimely": "案件当时不在这一步",
    "accountability_manner": "问责方式不适用于这个对象",
    "accountability_term_runs": "期限还没有过",
    "accountability_late": "过了申请期限",
    "accountability_heard": "陈述申辩已经登记过",
    "accountability_no_appeal": "复核后没有可申诉的决定",
}
