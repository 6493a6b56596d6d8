"""What is said of what came to a sealed month after its seal."""

from collections.abc import Mapping
from enum import StrEnum

from domain.month.changes import ChangeSort, Why

MONTH_LOCK: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    ChangeSort: {ChangeSort.LATE: "补报", ChangeSort.ADJUSTED: "调整"},
    Why: {
        Why.ARRIVED: "锁定后送达",
        Why.MOVED_IN: "改期移入",
        Why.RESTORED: "恢复计入",
        Why.MOVED_OUT: "改期移出",
        Why.CANCELLED: "作废",
        Why.MERGED: "并入另一次",
        Why.UNCOUNTED: "不再计入",
        Why.AMENDED: "更正",
        Why.REASSIGNED: "归属调整",
    },
}
