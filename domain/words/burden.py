"""Words of 进校负担."""

from collections.abc import Mapping
from enum import StrEnum

from domain.burden.load import Load
from domain.kinds.register.burden import InspectionSort

BURDEN: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Load: {
        Load.ABOVE: "超过上限",
        Load.NEAR: "接近上限",
        Load.WITHIN: "在上限内",
        Load.UNBOUND: "没有定上限",
    },
    InspectionSort: {
        InspectionSort.INSPECTION: "督查检查",
        InspectionSort.EVALUATION: "评估",
        InspectionSort.ASSESSMENT: "考核",
        InspectionSort.SURVEY: "调研",
        InspectionSort.OTHER: "其他",
    },
}
