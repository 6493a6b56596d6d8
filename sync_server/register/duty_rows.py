"""What duties are made from, read from rows: assignments, and what schools were."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.duty import Assignment, SchoolWas
from domain.register.in_use import is_in_use
from domain.register.school_then import version_on


def assignment_of(row: Any) -> Assignment:
    """An assignment from its row."""
    return Assignment(
        account=row.account,
        school_id=row.school_id,
        from_on=date.fromisoformat(row.from_on),
        to_on=date.fromisoformat(row.to_on) if row.to_on else None,
        responsibility=Responsibility(row.responsibility),
    )


def main_on(rows: Iterable[Any], day: date) -> dict[str, list[str]]:
    """The accounts with the main responsibility for each school on a day, by these assignments."""
    found: dict[str, list[str]] = {}
    for each in map(assignment_of, rows):
        if each.responsibility is Responsibility.MAIN and each.holds_on(day):
            found.setdefault(each.school_id, []).append(each.account)
    return found


def schools_were(schools: Iterable[Sequence[Any]], day: str) -> list[SchoolWas]:
    """What these schools were on a local day, each given by its versions in their order."""
    found = (version_on(versions, day) for versions in schools)
    return [
        SchoolWas(
            was.school_id,
            was.zone,
            SchoolKind(was.school_kind),
            Ownership(was.ownership),
            is_in_use(was, day),
        )
        for was in found
        if was is not None
    ]
