"""What the further tables share: columns over rows of one sort, and the sheet they make."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from domain.month.month import Grouping, MonthTable
from domain.month.sheet import DUTY_DONE, Sheet, SheetColumn, SheetRow, Value
from domain.month.topic import Topic
from sync_server.data.engine import Transaction
from sync_server.data.months import MonthSpan
from sync_server.month.called import GOES_BY_DUTY, title_of
from sync_server.month.making import Asked, MonthView
from sync_server.register.names import Names

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class TopicColumn(Generic[R]):
    """One column, and how a row's value is found."""

    plain: SheetColumn
    value: Callable[[R], Value]


def column(
    name: str,
    title: str,
    group: str,
    value: Callable[[R], Value],
    **kind: Any,
) -> TopicColumn[R]:
    """A column that adds up, unless ``kind`` says otherwise as `SheetColumn` has it."""
    return TopicColumn(SheetColumn(name, title, group, **kind), value)


def shared(
    name: str,
    title: str,
    group: str,
    value: Callable[[R], Value],
    of: tuple[str, str] = DUTY_DONE,
) -> TopicColumn[R]:
    """A column of shares."""
    plain = SheetColumn(name, title, group, is_summed=False, is_share=True, of=of)
    return TopicColumn(plain, value)


class TopicRow(NamedTuple, Generic[R]):
    """A row under its name."""

    key: str
    name: str
    row: R
    notes: tuple[str, ...] = ()
    thing: tuple[str, str] | None = None


class TopicRows(NamedTuple, Generic[R]):
    """The rows in their order, and the sum of all."""

    rows: Sequence[TopicRow[R]]
    total: R


@dataclass(frozen=True)
class Source:
    """What further tables are made from: the tables of a period, as one transaction reads them.

    ``views`` are those of the period that are made anyway; there is one at least.
    """

    transaction: Transaction
    asked: Asked
    views: Mapping[Grouping, MonthView]

    @property
    def span(self) -> MonthSpan:
        """The months."""
        period = self.asked.period
        return MonthSpan(self.asked.district, period.first, period.last)

    @cached_property
    def any_view(self) -> MonthView:
        """One of the tables, for what they share."""
        return next(iter(self.views.values()))

    @property
    def names(self) -> Names:
        """The district's names."""
        return self.any_view.names

    @property
    def people(self) -> MonthTable:
        """The table by inspector."""
        return self.views[Grouping.INSPECTOR].table

    def sheet(
        self,
        topic: Topic,
        columns: Sequence[TopicColumn[R]],
        found: TopicRows[R],
        definitions: Iterable[tuple[str, str]],
        note_titles: tuple[str, ...] = (),
    ) -> Sheet:
        """The table as plain values under names."""
        view = self.any_view
        return Sheet(
            title=f"{view.district_name}{title_of(topic)}（{self.asked.period.title}）",
            grouping=topic,
            note_titles=note_titles,
            columns=tuple(each.plain for each in columns),
            rows=tuple(
                SheetRow(
                    each.key,
                    each.name,
                    each.notes,
                    tuple(one.value(each.row) for one in columns),
                    each.thing,
                )
                for each in found.rows
            ),
            totals={one.plain.name: one.value(found.total) for one in columns},
            rules=view.rules if topic in GOES_BY_DUTY else (),
            definitions=tuple(definitions),
        )
