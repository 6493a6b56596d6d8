"""That the office has seen a hazard (条例 15): who of it, and in which words it then stood."""

from typing import ClassVar

from domain.kinds.author import OFFICE_WORK
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, Trait, on_visit
from domain.kinds.piece import Code, OfficeBody
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.finding import Finding
from domain.trail.line import Sha256Hex


class HazardSeen(OfficeBody):
    """Somebody of the office has seen a hazard; ``entry`` was then the newest word on it."""

    kind: ClassVar[str] = "hazard.seen"

    finding_id: Code
    entry: Sha256Hex


class Sighting(Folded):
    """Who of the office saw a hazard last, and which word on it."""

    stamp: Stamp
    finding_id: str
    entry: str


@on_visit(
    HazardSeen,
    "已看到隐患",
    OFFICE_WORK,
    Part("sightings", "finding_id", happens=True),
    Trait.AFTER_SUBMISSION,
    Trait.REMARK,
)
def _seen(visit: VisitBuilder, body: HazardSeen, _private: object, stamp: Stamp) -> str | None:
    if body.finding_id not in visit.parts(Finding):
        return "finding_unknown"
    visit.keep(body.finding_id, Sighting(stamp=stamp, **facts_of(body)))
    return None
