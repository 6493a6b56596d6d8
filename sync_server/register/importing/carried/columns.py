"""The columns of the sheet 期初问题: those of an office's own 问题整改清单."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.spelling import key_of
from domain.words.values import words_of
from sync_server.register.importing.sheets import Columns

UNIT, TEXT, FOUND_ON = "单位", "问题", "发现日期"
CATEGORY, SEVERITY, SOURCE, HAZARD = "类别", "程度", "来源", "安全隐患"
NUMBER, NOTICED_ON, DUE_ON = "通知书编号", "下达日期", "整改期限"
MEASURE, RESPONSIBLE, MEASURE_DUE_ON = "整改措施", "责任人", "时限"
REPLY, REPLIED_ON, CLOSED_ON = "整改情况", "回复日期", "销号日期"
PLACE, SUGGESTION, OWNER = "位置", "整改建议", "责任单位"

COLUMNS: Columns = {
    UNIT: ("单位名称", "学校", "学校名称", "被督导单位", "学校(园)"),
    TEXT: ("存在问题", "存在的问题", "问题描述", "问题内容", "主要问题"),
    FOUND_ON: ("督导日期", "检查日期", "发现时间", "督导时间", "检查时间"),
    CATEGORY: ("问题类别", "问题类型"),
    SEVERITY: ("问题程度", "严重程度"),
    SOURCE: ("问题来源",),
    HAZARD: ("隐患", "是否隐患", "是否安全隐患"),
    NUMBER: ("文号", "编号", "文书编号", "原文书编号", "通知编号", "整改通知书编号", "整改通知书"),
    NOTICED_ON: ("下发日期", "通知日期", "签发日期", "印发日期", "原文书日期", "下达时间"),
    DUE_ON: ("限期", "期限", "要求完成日期"),
    MEASURE: ("措施",),
    RESPONSIBLE: ("整改责任人", "学校责任人"),
    MEASURE_DUE_ON: ("整改时限", "计划完成日期", "完成时限"),
    REPLY: ("回复", "回复情况", "整改结果", "整改完成情况"),
    REPLIED_ON: ("报告日期", "整改完成日期", "回复时间"),
    CLOSED_ON: ("销号时间", "办结日期"),
    PLACE: ("问题位置", "地点"),
    SUGGESTION: ("建议", "整改要求"),
    OWNER: ("责任部门",),
}
MUST = (UNIT, TEXT)

CATEGORIES = {word: each for each, word in words_of(Category).items()}
SEVERITIES = {word: each for each, word in words_of(Severity).items()}
SOURCES = {word: each for each, word in words_of(Source).items()}
OWNERS = {word: each for each, word in words_of(OwnerUnit).items()}
YES = frozenset({"是", "√", "有", "Y", "TRUE", "1", "隐患", "安全隐患"})
NO = frozenset({"", "否", "×", "没有", "N", "FALSE", "0"})

E = TypeVar("E", bound=StrEnum)


def meant(text: str, words: Mapping[str, E]) -> E | None:
    """Which of the words is meant: that itself, else the only one with which it has to do."""
    key = key_of(text)
    keys = {key_of(word): each for word, each in words.items()}
    if key in keys:
        return keys[key]
    close = [each for word, each in keys.items() if key and (key in word or word in key)]
    return close[0] if len(close) == 1 else None
