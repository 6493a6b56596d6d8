"""Whom and which school a form offers, in the office's order."""

from domain.register.in_use import is_in_use
from sync_server.register.names import Names


def inspectors_to_choose(known: Names, today: str) -> dict[str, str]:
    """Everybody in use on this local day who may have visits of their own, by account."""
    return {row.account: row.name for row in known.inspectors if is_in_use(row, today)}


def schools_to_choose(known: Names, today: str) -> dict[str, str]:
    """The schools in use on this local day, each with its zone."""
    return {
        row.school_id: f"{row.name}（{known.zone(row.zone)}）"
        for row in known.schools.values()
        if is_in_use(row, today)
    }
