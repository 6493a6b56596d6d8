"""What projected tables share: they are known without anybody listing them."""

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, text
from sqlmodel import SQLModel


class ProjectedRow(SQLModel):
    """One row of a table that is folded from the ledger and can be made anew.

    Its primary key is what ``upsert`` replaces by.
    """

    if not TYPE_CHECKING:

        def __init__(self, **values: Any) -> None:
            """Keep the values as they are: the fold has checked them.

            SQLModel's own way notes each value as a change, which nobody asks of a new row: three
            times as long (96 and 30 µs a row), and some ten rows are made for every visit.
            """
            self.__dict__.update(_defaults(type(self)), **values)
            for name, value in _KNOWN_TO_PYDANTIC:
                object.__setattr__(self, name, value)


class StandingRow(ProjectedRow):
    """One row of a table that every commit brings up to date itself: the next one rests on it."""


class FollowingRow(ProjectedRow):
    """One row of a table that follows the ledger: made right behind the commit."""


class VisitPartRow(FollowingRow):
    """One row of a part of a visit: all rows of a visit are replaced together."""

    visit: str


_KNOWN_TO_PYDANTIC: tuple[tuple[str, object], ...] = (
    ("__pydantic_fields_set__", frozenset()),
    ("__pydantic_extra__", None),
    ("__pydantic_private__", None),
)


def by_position() -> Column[int]:
    """A primary key that is a position of the log; the very place of the row on SQLite."""
    whole = BigInteger().with_variant(Integer, "sqlite")
    return Column(whole, primary_key=True, autoincrement=False)


def where_there_is(column: str) -> dict[str, Any]:
    """What leaves the rows without a value in the column out of an index, on both databases."""
    condition = text(f"{column} IS NOT NULL")
    return {"sqlite_where": condition, "postgresql_where": condition}


@cache
def _defaults(model: type[ProjectedRow]) -> dict[str, Any]:
    """What stands in the columns that are left out."""
    fields = model.model_fields.items()
    return {name: field.default for name, field in fields if not field.is_required()}


def declared(base: type[ProjectedRow]) -> tuple[type[ProjectedRow], ...]:
    """Every table of this sort, in the order they are declared."""
    found: list[type[ProjectedRow]] = []
    waiting = [base]
    while waiting:
        model = waiting.pop(0)
        waiting += model.__subclasses__()
        if hasattr(model, "__table__"):
            found.append(model)
    return tuple(found)
