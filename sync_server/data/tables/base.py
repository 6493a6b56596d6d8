"""What projected tables share: they are known without anybody listing them."""

from sqlmodel import SQLModel


class ProjectedRow(SQLModel):
    """One row of a table that is folded from the ledger and can be made anew.

    Its primary key is what ``upsert`` replaces by.
    """


class VisitPartRow(ProjectedRow):
    """One row of a part of a visit: all rows of a visit are replaced together."""

    visit: str


def projected() -> tuple[type[ProjectedRow], ...]:
    """Every projected table, in the order they are declared."""
    found: list[type[ProjectedRow]] = []
    waiting: list[type[ProjectedRow]] = [ProjectedRow]
    while waiting:
        model = waiting.pop(0)
        waiting += model.__subclasses__()
        if hasattr(model, "__table__"):
            found.append(model)
    return tuple(found)
