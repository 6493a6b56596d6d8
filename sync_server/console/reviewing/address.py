"""Where somebody is in the review's queue, as the address has it."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, Field, ValidationError

from domain.errors import BadInput
from sync_server.data.visits.waiting import QueueKey
from sync_server.review.queue import Asked

HOME = "/review"
SEVERAL = "/review/several"
_VISIT = r"^([0-9a-f]{64})?$"


class QueueAddress(BaseModel):
    """The filters, and the visit that is looked at, reached ``at`` a place of the queue.

    ``done`` is what was just done, with the visit ``was``; an empty field says nothing.
    """

    zone: str = ""
    account: str = ""
    school: Annotated[str, Field(max_length=60)] = ""
    flagged: Annotated[str, Field(pattern=r"^[01]?$")] = ""
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
        return _query(self.model_dump(include={"zone", "account", "school", "flagged"}))

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filters)

    def to(self, home: str = HOME, **changes: str) -> str:
        """The address with the same filters, and these fields beside."""
        fields = dict(parse_qsl(self.filters)) | changes
        query = _query(fields)
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
