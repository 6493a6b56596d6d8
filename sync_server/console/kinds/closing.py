"""What is taken out of use from a day on: its field, its state as chips, its fact and its filter.

Nothing of the register is removed. A form that has the field ``closed_on`` is for such things:
a new one is not asked, and what stands in the field goes into the entry.
"""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from domain.clock import local_date, parse_instant
from domain.kinds.piece import Body
from domain.register.in_use import MayClose
from sync_server.console.form_fields import Typed
from sync_server.console.kinds.column import Chip
from sync_server.register.history import History

CLOSED_ON = "closed_on"
ACTIVE, CLOSED = "active", "closed"
STATES = {ACTIVE: "在用", CLOSED: "停用"}
"""The states that a list offers to filter by."""

ClosedOn = Annotated[date | None, Field(title="停用自", description="这天起不再使用；在用的不填")]

B = TypeVar("B", bound=Body)


def closes(form: type[BaseModel]) -> bool:
    """Whether the form is of things that can be taken out of use."""
    return CLOSED_ON in form.model_fields


def closed_by(form: BaseModel, body: B) -> B:
    """The body with the day that the form says, where it is one that asks."""
    if not closes(type(form)):
        return body
    on: date | None = getattr(form, CLOSED_ON)
    return body.model_copy(update={CLOSED_ON: on.isoformat() if on else None})


def closing_typed(history: History) -> Typed:
    """What stands in the field of a thing that went out of use on no day: when that was set."""
    body = history.body
    if not isinstance(body, MayClose) or body.is_active or body.closed_on:
        return {}
    counted = [each for each in history.steps if each.ignored is None]
    return {CLOSED_ON: local_date(parse_instant(counted[-1].claimed_at)).isoformat()}


def state_of(is_active: bool) -> str:
    """The value of the filter."""
    return ACTIVE if is_active else CLOSED


def state_chips(is_active: bool, closed_on: str | None, *lacking: Chip) -> list[Chip]:
    """Whether it is in use, and since or from when not; of one in use what it lacks too."""
    since = f"{closed_on} 起停用" if closed_on else ""
    if not is_active:
        return [Chip(since or STATES[CLOSED])]
    to_come = [Chip(since, "chip-notice")] if since else []
    return [Chip(STATES[ACTIVE], "chip-approved"), *to_come, *lacking]
