"""Where somebody is in the review's queue, as the address has it."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from pydantic import Field, ValidationError

from domain.errors import BadInput
from sync_server.console.form_fields import Field as DrawnField
from sync_server.console.kinds.filters import Choice, Chosen, Search
from sync_server.data.visits.waiting import QueueKey
from sync_server.register.names import Names
from sync_server.review.queue import Asked

HOME = "/review"
SEVERAL = "/review/several"
FLAGGED = {"1": "有提示要看的", "0": "没有提示的"}
_VISIT = r"^([0-9a-f]{64})?$"


class QueueAddress(Chosen):
    """The filters, and the visit that is looked at, reached ``at`` a place of the queue.

    ``done`` is what was just done, with the visit ``was``; an empty field says nothing.
    """

    beside = ("visit", "at", "done", "was")

    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    school: Annotated[Search, Field(title="学校", examples=["名称或拼音首字母"])] = ""
    flagged: Annotated[str, Field(pattern=r"^[01]?$", title="系统提示")] = ""
    visit: Annotated[str, Field(pattern=_VISIT)] = ""
    at: Annotated[str, Field(pattern=r"^([01]\.\d{1,18})?$")] = ""
    done: Annotated[str, Field(max_length=20)] = ""
    was: Annotated[str, Field(pattern=_VISIT)] = ""

    @property
    def asked(self) -> Asked:
        """The part of the queue that the filters leave."""
        is_flagged = self.flagged == "1" if self.flagged else None
        return Asked(self.zone, self.account, self.school.strip(), is_flagged)

    @property
    def place(self) -> QueueKey | None:
        """The place at which the visit was reached."""
        if not self.at:
            return None
        rank, position = self.at.split(".")
        return QueueKey(int(rank), int(position))

    @property
    def filters(self) -> str:
        """The filters alone, for a form to bring along."""
        return _query(self.chosen)

    def drawn(self, known: Names, left_out: Sequence[str] = ()) -> list[DrawnField]:
        """The filters as they are drawn."""
        options = {
            "zone": {code: row.name for code, row in known.zones.items()},
            "account": {row.account: row.name for row in known.inspectors},
            "flagged": FLAGGED,
        }
        return self.fields(options, left_out)

    def to(self, home: str = HOME, **changes: str) -> str:
        """The address with the same filters, and these fields beside."""
        query = _query(self.chosen | changes)
        return f"{home}?{query}" if query else home


def written_at(key: QueueKey | None) -> str:
    """A place of the queue as the address has it; empty for none."""
    return f"{key.rank}.{key.position}" if key else ""


def read_address(filters: str, **more: str) -> QueueAddress:
    """The address that a form brings along; BadInput for what no page of ours sent."""
    try:
        return QueueAddress.model_validate({**dict(parse_qsl(filters)), **more})
    except (ValidationError, ValueError) as error:
        raise BadInput("The form is none of ours.") from error


def _query(fields: dict[str, str]) -> str:
    return urlencode({name: value for name, value in fields.items() if value})
