"""Words of 办学条件 and of how evenly schools are provided for."""

from collections.abc import Mapping
from enum import StrEnum

from domain.indicators.figure import BY_FIGURE, Figure, Stage, Standard
from domain.indicators.judging import Reached, Trend

INDICATORS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Figure: {each: found.title for each, found in BY_FIGURE.items()},
    Stage: {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中"},
    Standard: {Standard.BASIC: "基本均衡", Standard.HIGH: "优质均衡"},
    Trend: {
        Trend.LOWER: "比上年降低",
        Trend.SAME: "与上年持平",
        Trend.HIGHER: "比上年升高",
        Trend.UNKNOWN: "没有上年数据",
    },
    Reached: {
        Reached.REACHED: "达标",
        Reached.NOT_REACHED: "未达标",
        Reached.INCOMPLETE: "数据不全",
    },
}
