"""What the office and the phone call what is said of tasks."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.task.builder import TaskSource
from domain.kinds.task.steps import TaskState, TaskStep
from domain.tasks.rules import TaskLate

TASKS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    TaskSource: {
        TaskSource.OFFICE: "督导室安排",
        TaskSource.DISTRICT: "区县级交办",
        TaskSource.CITY: "市级交办",
        TaskSource.PROVINCE: "省级交办",
        TaskSource.COUNTRY: "国家级交办",
    },
    TaskState: {
        TaskState.GIVEN: "待签收",
        TaskState.RECEIVED: "办理中",
        TaskState.REPORTED: "已回报",
        TaskState.RETURNED: "退回重报",
        TaskState.CLOSED: "已办结",
        TaskState.REMOVED: "已移除",
        TaskState.WITHDRAWN: "已撤回",
    },
    TaskStep: {
        TaskStep.RECEIVE: "签收",
        TaskStep.REPORT: "回报办理情况",
        TaskStep.RETURN: "退回",
        TaskStep.CLOSE: "办结",
        TaskStep.REMOVE: "移除",
        TaskStep.ADD: "增加",
    },
    TaskLate: {
        TaskLate.RECEIPT: "逾期未签收",
        TaskLate.REPORT: "逾期未回报",
    },
}

TASKS_IGNORED = {
    "task_withdrawn": "任务已经撤回",
    "task_not_named": "任务没有交给这个人",
    "task_named": "任务已经交给这个人",
    "task_closed": "这个人的任务已经办结",
    "task_not_reported": "还没有回报",
}
