"""A visit in the making, while the fold goes through its entries."""

from dataclasses import dataclass, field
from typing import Any, cast, get_args

from domain.authority import Author
from domain.entries import Reading
from domain.entries.visit import FixBody, FixPrivate, VisitOpened, VisitPlanned
from domain.place import Fix, FixSource
from domain.visit import Amendment, Ignored, Review, Stamp, State, Visit

PLAN_FIELDS = {
    "visit_type",
    "theme_id",
    "items",
    "checklist",
    "is_announced",
    "participants",
    "campaign_id",
}


def stamp_of(reading: Reading, author: Author) -> Stamp:
    """Which entry, by whom, when by its own clock."""
    header = reading.line.header
    return Stamp(
        entry=reading.line.id,
        chain=header.chain,
        account=author.account,
        at=header.at,
        tz=header.tz,
        tick=header.tick,
    )


def plan_of(body: VisitOpened | VisitPlanned) -> dict[str, Any]:
    """The visit's fields that a plan sets."""
    return {name: getattr(body, name) for name in PLAN_FIELDS}


def fix_of(body: FixBody, private: FixPrivate) -> Fix | None:
    """The fix whose quality the body and whose position the private piece tells; None without."""
    if private.lat is None or private.lng is None:
        return None
    return Fix(
        lat=private.lat,
        lng=private.lng,
        accuracy_m=body.accuracy_m,
        age_s=body.age_s,
        source=cast(FixSource, body.source if body.source in get_args(FixSource) else "unknown"),
        is_mocked=body.is_mocked,
    )


@dataclass
class Draft:
    """The fields of ``Visit`` while they can still change."""

    visit_id: str
    head: str
    highest_n: int
    values: dict[str, Any]
    successors: list[str] = field(default_factory=list)
    submissions: list[Stamp] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    state: State = State.IN_PROGRESS
    is_amending: bool = False

    @classmethod
    def begin(cls, reading: Reading, body: VisitOpened, owner: Author) -> "Draft":
        """The draft of a visit of which only the opening is known."""
        opened = {
            "owner": owner.account,
            "chain": owner.chain,
            "district": owner.district,
            "is_practice": owner.is_practice,
            "opened": stamp_of(reading, owner),
            "school_id": body.school_id,
        }
        return cls(
            visit_id=reading.line.id,
            head=reading.line.id,
            highest_n=reading.line.header.n,
            values=opened | plan_of(body),
        )

    @property
    def is_ended(self) -> bool:
        """Whether the visit was cancelled or merged away."""
        return self.state in (State.CANCELLED, State.MERGED)

    def table(self, name: str) -> dict[str, Any]:
        """The keyed parts of one name, in the order they first appeared."""
        return self.tables.setdefault(name, {})

    def keep(self, name: str, key: str, value: Any, is_there: bool) -> None:
        """Set the part under the key, or take it away when it is not there any more."""
        if is_there:
            self.table(name)[key] = value
        else:
            self.table(name).pop(key, None)

    def visit(self) -> Visit:
        """The finished visit."""
        return Visit(
            visit_id=self.visit_id,
            head=self.head,
            highest_n=self.highest_n,
            state=self.state,
            is_amending=self.is_amending,
            successors=tuple(self.successors),
            submissions=tuple(self.submissions),
            amendments=tuple(self.amendments),
            reviews=tuple(self.reviews),
            ignored=tuple(self.ignored),
            **self.values,
            **self.tables,
        )
