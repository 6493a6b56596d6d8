"""The workbook as it travels: parts with tags of their own, put together on the phone."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pydantic import Field

from domain.clock import Instant
from domain.kinds.book_part import BookPart
from domain.kinds.chain import PublicKeyHex
from domain.kinds.piece import Code
from domain.kinds.register.district import Duty, RectifyDays
from domain.register.checklist import Checklist, Theme
from domain.register.trail_rule import FULL_TRAIL, TrailRule
from domain.wire.messages import Message
from domain.wire.workbook import (
    WORKBOOK_SCHEMA,
    ServiceNotice,
    Workbook,
    WorkbookCampaign,
    WorkbookDuty,
    WorkbookFinding,
    WorkbookMessage,
    WorkbookPerson,
    WorkbookPolicy,
    WorkbookSchool,
    WorkbookTask,
    WorkbookVisit,
)

P = TypeVar("P", bound=Message)


class ServerPart(Message):
    """What the server says of itself.

    ``backed_up_to`` is the log position the server's newest backup covers (None: no backup).
    ``export_public_key`` is the X25519 key that a trail file for this server is sealed to.
    ``about`` says who runs it.
    """

    epoch: str
    export_public_key: PublicKeyHex | None = None
    newest_app: str | None = None
    oldest_app: str | None = None
    backed_up_to: int | None = None
    about: ServiceNotice = ServiceNotice()


class RegisterPart(Message):
    """Who the inspector is, the district's rules, its schools, people, themes and checklists.

    Schools that were closed are among them; of each checklist there is the newest version.
    """

    account: Code
    name: str
    district: Code
    district_name: str
    duty: Duty
    short_dwell_min: int
    trail: tuple[TrailRule, ...] = (FULL_TRAIL,)
    rectify_days: RectifyDays = RectifyDays()
    keep_originals_days: int = 180
    schools: tuple[WorkbookSchool, ...]
    people: tuple[WorkbookPerson, ...]
    themes: tuple[Theme, ...]
    checklists: tuple[Checklist, ...]


class MinePart(Message):
    """Own visits, and the checklists they began with that are not the newest any more."""

    visits: tuple[WorkbookVisit, ...]
    checklists: tuple[Checklist, ...] = ()


class FindingsPart(Message):
    """Findings of the last months at the inspector's schools, and open ones of any age."""

    findings: tuple[WorkbookFinding, ...]


class CampaignsPart(Message):
    """The running campaigns the inspector has a part in."""

    campaigns: tuple[WorkbookCampaign, ...]


class PapersPart(Message):
    """The papers of the policy library, part by part."""

    policies: tuple[WorkbookPolicy, ...]


class DutyPart(Message):
    """What the inspector owes in a month, school by school, as the office counts it."""

    duty_month: str
    duties: tuple[WorkbookDuty, ...]


class MessagesPart(Message):
    """What parents wrote that the office has passed to the inspector and not closed, by day."""

    messages: tuple[WorkbookMessage, ...]


class TasksPart(Message):
    """The tasks that the office gave to the inspector, by the day they are due."""

    tasks: tuple[WorkbookTask, ...]


PART_MODELS: Mapping[BookPart, type[Message]] = {
    BookPart.SERVER: ServerPart,
    BookPart.REGISTER: RegisterPart,
    BookPart.MINE: MinePart,
    BookPart.FINDINGS: FindingsPart,
    BookPart.CAMPAIGNS: CampaignsPart,
    BookPart.PAPERS: PapersPart,
    BookPart.DUTY: DutyPart,
    BookPart.MESSAGES: MessagesPart,
    BookPart.TASKS: TasksPart,
}
"""What each part's content is."""


def taken_apart(workbook: Workbook) -> dict[BookPart, Message]:
    """The parts that make up a workbook."""
    known = Workbook.model_fields.keys()
    parts: dict[BookPart, Message] = {}
    for part, model in PART_MODELS.items():
        # All its checklists go with the register.
        fields = model.model_fields.keys() - ({"checklists"} if part is BookPart.MINE else set())
        parts[part] = model(**{name: getattr(workbook, name) for name in fields & known})
    return parts


class WorkbookFormat(Message):
    """Only the number of the format a workbook is in."""

    workbook_schema: int | None = None


class SentPart(Message):
    """One part as it is sent: what it is known by from now on, and what it says."""

    tag: str
    content: dict[str, Any]


class WorkbookAnswer(Message):
    """The parts of which the phone has another state, or none, all of one moment of the log."""

    workbook_schema: int = WORKBOOK_SCHEMA
    server_at: Instant
    parts: dict[str, SentPart]


class Sent(Message, Generic[P]):
    """One part as it is meant."""

    tag: str
    content: P


class SentParts(Message):
    """Each part that is sent, under its name."""

    server: Sent[ServerPart] | None = None
    register_: Sent[RegisterPart] | None = Field(default=None, alias="register")
    mine: Sent[MinePart] | None = None
    findings: Sent[FindingsPart] | None = None
    campaigns: Sent[CampaignsPart] | None = None
    papers: Sent[PapersPart] | None = None
    duty: Sent[DutyPart] | None = None
    messages: Sent[MessagesPart] | None = None
    tasks: Sent[TasksPart] | None = None


class WorkbookContents(Message):
    """What `WorkbookAnswer` holds as it is meant, for the API's description.

    A phone reads it part by part instead, so that one it cannot read spoils no other.
    """

    workbook_schema: int = WORKBOOK_SCHEMA
    server_at: Instant
    parts: SentParts


def put_together(parts: Mapping[BookPart, Message], server_at: Instant) -> Workbook | None:
    """The workbook of these parts; None without the server's and the register.

    What other parts would tell is left out where they are missing. Closed schools are only
    those that an own visit was at.
    """
    found: dict[str, Any] = {"server_at": server_at, "visits": (), "findings": ()}
    for part, content in parts.items():
        if part is not BookPart.MINE:
            found |= {name: getattr(content, name) for name in type(content).model_fields}
    if "epoch" not in found or "schools" not in found:
        return None
    mine = parts.get(BookPart.MINE)
    if isinstance(mine, MinePart):
        found["visits"] = mine.visits
        found["checklists"] += mine.checklists
    visited = {each.school_id for each in found["visits"]}
    found["schools"] = tuple(
        each for each in found["schools"] if each.is_active or each.school_id in visited
    )
    return Workbook(**found)
