"""What a feed reads of the tables: its columns by name, and where conditions and orders apply."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sync_server.data.feeds.ask import Ask, Condition, Op, Value
from sync_server.data.paging import Place, Side, rows_at, rows_rising_at

Compare = Callable[[Any, Any], Any]
COMPARES: dict[Op, Compare] = {
    Op.EQ: operator.eq,
    Op.GE: operator.ge,
    Op.GT: operator.gt,
    Op.LE: operator.le,
    Op.LT: operator.lt,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A table of which a feed is read: ``shown`` are the columns of its rows.

    ``columns`` are those by which rows are picked and ordered, ``looks`` what is asked instead
    of one column.
    """

    district: ColumnElement[Any]
    shown: tuple[ColumnElement[Any], ...]
    columns: Mapping[str, ColumnElement[Any]]
    looks: Mapping[str, Callable[[Op, Value], ColumnElement[bool]]]

    def rows(self, connection: Connection, ask: Ask) -> list[Row[Any]]:
        """The rows that are asked for."""
        query = self._picked(select(*self.shown), ask)
        if ask.skip:
            query = query.offset(ask.skip)
        place = Place(Side.AFTER, ask.after) if ask.after else Place()
        order = [self.columns[name] for name in ask.order]
        at = rows_rising_at if ask.is_rising else rows_at
        return at(connection, query, order, place, ask.limit)

    def count(self, connection: Connection, ask: Ask) -> int:
        """How many fit the conditions, wherever they stand."""
        query = self._picked(select(func.count()).select_from(self.district.table), ask)
        return int(connection.execute(query).scalar_one())

    def _picked(self, query: Select[Any], ask: Ask) -> Select[Any]:
        conditions = (self._held(each) for each in ask.conditions)
        return query.where(self.district == ask.district, *conditions)

    def _held(self, condition: Condition) -> ColumnElement[bool]:
        look = self.looks.get(condition.column)
        if look is not None:
            return look(condition.op, condition.value)
        column = self.columns[condition.column]
        if isinstance(condition.value, bool):
            return column.is_(condition.value)
        held: ColumnElement[bool] = COMPARES[condition.op](column, condition.value)
        return held
