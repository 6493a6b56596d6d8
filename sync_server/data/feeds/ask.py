"""Which rows of a feed somebody asks for: conditions that all hold, an order, and a place in it."""

from dataclasses import dataclass
from enum import StrEnum

from sync_server.data.paging import Key

Value = str | int | float | bool | None


class Op(StrEnum):
    """How a column is compared."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"


@dataclass(frozen=True, slots=True)
class Condition:
    """That a column stands so to a value."""

    column: str
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Ask:
    """At most ``limit`` rows of a district, behind the row whose key is ``after``.

    ``order`` are the columns that they go by; ``skip`` rows are left out first.
    """

    district: str
    order: tuple[str, ...]
    limit: int
    conditions: tuple[Condition, ...] = ()
    is_rising: bool = False
    after: Key = ()
    skip: int = 0
