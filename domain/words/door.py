"""What the door's pages and the office call what comes in there."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.visit.rectification import Side

DOOR: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Side: {
        Side.BEFORE: "整改前",
        Side.AFTER: "整改后",
    },
}
