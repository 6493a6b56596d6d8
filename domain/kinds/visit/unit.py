"""Further units of a visit that covers several (2-23, 3-13), each with an arrival of its own."""

from typing import ClassVar

from domain.kinds.author import COURSE, FIELD_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, Private, Quantity
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.place import FixPrivate, PlaceMark, VisitCheckedIn, fix_of
from domain.kinds.visit.record import Method
from domain.register.school_kind import SchoolKind


class UnitAdded(Body):
    """The visit is to this unit as well, beside the one it was opened at; or not after all.

    What names a unit that was taken out is the visit's first one's, until it is there again.
    ``school_kind`` is what it was then, and what the checklist is asked of too.
    """

    kind: ClassVar[str] = "unit.added"

    school_id: Code
    school_kind: SchoolKind | None = None
    is_withdrawn: bool = False


class UnitCheckedIn(VisitCheckedIn):
    """The inspector is at a further unit of the visit: judged by that unit's own circle."""

    kind: ClassVar[str] = "unit.checked_in"
    private: ClassVar[type[Private]] = FixPrivate

    school_id: Code


class UnitCounted(Body):
    """How often one method was used at a further unit, as it now stands."""

    kind: ClassVar[str] = "unit.counted"

    school_id: Code
    method: Method
    quantity: Quantity

    @property
    def count_key(self) -> str:
        """What tells one such count from the others of the visit."""
        return f"{self.method}@{self.school_id}"


class Unit(Folded):
    """A further unit of the visit."""

    stamp: Stamp
    school_id: str
    school_kind: SchoolKind | None = None


class UnitArrival(PlaceMark):
    """The arrival at a further unit."""

    school_id: str


class UnitCount(Folded):
    """How often one method was used at a further unit."""

    stamp: Stamp
    school_id: str
    method: Method
    quantity: int


@on_visit(UnitAdded, "同去的单位", COURSE, Part("units", "school_id"), BookPart.FINDINGS)
def _added(visit: VisitBuilder, body: UnitAdded, _private: object, stamp: Stamp) -> str | None:
    if body.school_id == visit.school_id:
        return "unit_is_first"
    unit = Unit(stamp=stamp, school_id=body.school_id, school_kind=body.school_kind)
    visit.keep(body.school_id, unit, is_there=not body.is_withdrawn)
    return None


@on_visit(UnitCheckedIn, "同去单位到校", COURSE, Part("unit_arrivals", "school_id", happens=True))
def _checked_in(
    visit: VisitBuilder, body: UnitCheckedIn, private: FixPrivate, stamp: Stamp
) -> str | None:
    if body.school_id not in visit.parts(Unit):
        return "unit_unknown"
    if body.school_id in visit.parts(UnitArrival):
        return "already_checked_in"
    arrival = UnitArrival(
        stamp=stamp,
        school_id=body.school_id,
        fix=fix_of(body, private),
        circle=body.circle,
        claimed=body.presence,
        reason=private.reason,
    )
    visit.keep(body.school_id, arrival)
    return None


@on_visit(UnitCounted, "填写同去单位的方式数量", FIELD_WORK, Part("unit_counts", "count_key"))
def _counted(visit: VisitBuilder, body: UnitCounted, _private: object, stamp: Stamp) -> str | None:
    if body.school_id not in visit.parts(Unit):
        return "unit_unknown"
    count = UnitCount(
        stamp=stamp, school_id=body.school_id, method=body.method, quantity=body.quantity
    )
    visit.keep(body.count_key, count, is_there=body.quantity > 0)
    return None
