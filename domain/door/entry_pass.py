"""Whether an entry pass holds on a day, and what is signed of it."""

from datetime import date
from enum import StrEnum

from domain.kinds.office.entry_pass import EntryPassSet


class PassState(StrEnum):
    """Whether a pass holds today, and why not."""

    VALID = "valid"
    TOO_EARLY = "too_early"
    OVER = "over"
    REVOKED = "revoked"


def state_on(body: EntryPassSet, day: date) -> PassState:
    """Whether the pass holds on this local day."""
    if body.is_revoked:
        return PassState.REVOKED
    return state_of_day(date.fromisoformat(body.valid_on), day)


def state_of_day(valid_on: date, day: date) -> PassState:
    """Whether what holds on one local day holds on this one."""
    if day == valid_on:
        return PassState.VALID
    return PassState.TOO_EARLY if day < valid_on else PassState.OVER


def signed_text(district: str, body: EntryPassSet) -> bytes:
    """What the server signs of a pass: all that a gatekeeper goes by but whether it is revoked."""
    people = ",".join((body.account, *body.inspectors))
    lines = (district, body.pass_id, body.school_id, body.valid_on, people, body.basis)
    return "\n".join(("duji-pass-v1", *lines)).encode()
