"""From a table of rows to a sheet of plain values, as it is shown, taken out and locked."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.month.month import Grouping, MonthTable
from domain.month.sheet import Sheet, SheetRow
from sync_server.month.columns import DEFINITIONS, LONG_SAID, columns
from sync_server.month.rows import NOTE_TITLES, NamedRow

# The table by zone has every column that any of them has.
ALL = columns(Grouping.ZONE)


class Heading(NamedTuple):
    """What stands over a table: its title and the rules it was made by.

    It ``is_long`` over several months; ``note`` is what is to be known of the figures.
    """

    title: str
    rules: tuple[str, ...]
    is_long: bool = False
    note: str = ""


def sheet(heading: Heading, table: MonthTable, rows: Sequence[NamedRow]) -> Sheet:
    """The table under this heading, with its rows under their names."""
    found = columns(table.grouping, is_long=heading.is_long)
    foot = columns(Grouping.ZONE, is_long=heading.is_long)
    return Sheet(
        title=heading.title,
        grouping=table.grouping,
        note_titles=NOTE_TITLES[table.grouping],
        columns=tuple(each.plain for each in found),
        rows=tuple(
            SheetRow(
                key=each.row.key,
                name=each.name,
                notes=each.notes,
                values=tuple(column.value(each.row) for column in found),
                thing=each.thing,
            )
            for each in rows
        ),
        totals={each.name: each.value(table.total) for each in foot},
        rules=heading.rules,
        definitions=(*DEFINITIONS, *LONG_SAID) if heading.is_long else DEFINITIONS,
        note=heading.note,
    )
