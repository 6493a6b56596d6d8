"""What the door's pages and the office call what comes in there."""

from collections.abc import Mapping
from enum import StrEnum

from domain.door.entry_pass import PassState
from domain.kinds.office.message import MessageAbout, MessageState

DOOR: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    MessageAbout: {
        MessageAbout.SCHOOL: "学校管理和教育教学",
        MessageAbout.SAFETY: "校园安全和食堂",
        MessageAbout.FEES: "招生和收费",
        MessageAbout.WORKLOAD: "作业、考试和课程",
        MessageAbout.TEACHERS: "教师和师德",
        MessageAbout.OTHER: "其他",
        MessageAbout.INSPECTOR: "责任督学本人",
        MessageAbout.HARM: "学生受到严重伤害（欺凌、体罚、侵害等）",
        MessageAbout.SERVICE: "督导工作或这个系统",
    },
    MessageState: {
        MessageState.SENT: "待受理",
        MessageState.ACCEPTED: "已受理",
        MessageState.PASSED: "督学办理中",
        MessageState.REPORTED: "督学已办理",
        MessageState.CLOSED: "已办结",
    },
    PassState: {
        PassState.VALID: "今日有效",
        PassState.TOO_EARLY: "未到日期",
        PassState.OVER: "已过期",
        PassState.REVOKED: "已作废",
    },
}

DOOR_IGNORED = {
    "message_closed": "来信已经办结",
    "message_accepted": "已经受理过，只认第一次",
    "message_not_accepted": "来信还没有受理",
    "message_apart": "这类来信不转督学",
}
