"""A feed: rows of one sort, by which orders and conditions they can be asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from domain.kinds.office.token import TokenScope
from sync_server.data.engine import Transaction
from sync_server.data.feeds.ask import Ask, Op
from sync_server.data.paging import Key
from sync_server.feeds.models import FeedRow

ORDERED = frozenset(Op)
SAME = frozenset({Op.EQ})
LATER = frozenset({Op.GT, Op.GE})


class Asked(NamedTuple):
    """What is asked for, and the day up to which anything is known."""

    ask: Ask
    today: date


@dataclass(frozen=True, slots=True)
class Feed:
    """Rows of one sort.

    ``name`` is what entries call the table, as the console's section of it is called; ``entity``
    and ``plural`` are what OData calls a row and all of them. ``key`` tells a row, ``order`` are
    the fields by which rows are read unless somebody asks otherwise, the last one telling rows
    apart. ``filters`` says by which fields rows can be picked, and how.
    """

    name: str
    path: str
    entity: str
    plural: str
    scope: TokenScope
    model: type[FeedRow]
    key: str
    order: tuple[str, ...]
    filters: Mapping[str, frozenset[Op]]
    read: Callable[[Transaction, Asked], Sequence[FeedRow]]
    count: Callable[[Transaction, Asked], int]
    is_rising: bool = False
    says: str = ""
    orders: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        by_key = {self.key: (self.key,)}
        object.__setattr__(self, "orders", {**by_key, self.order[0]: self.order})

    @property
    def title(self) -> str:
        """What the office calls it."""
        return str(self.model.model_config.get("title"))

    def key_of(self, row: FeedRow, order: Sequence[str]) -> Key:
        """Where a row stands in this order."""
        found = (getattr(row, name) for name in order)
        return tuple(each.isoformat() if isinstance(each, date) else each for each in found)

    def kind_of(self, name: str) -> Any:
        """What the field holds: str, int, float, bool, date or datetime."""
        annotation = self.model.model_fields[name].annotation
        return getattr(annotation, "__args__", (annotation,))[0]

    def may_lack(self, name: str) -> bool:
        """Whether the field may hold nothing."""
        return type(None) in getattr(self.model.model_fields[name].annotation, "__args__", ())
