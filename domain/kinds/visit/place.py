"""Entries about where the phone was: arriving, leaving, and where a school is."""

from typing import Annotated, ClassVar, cast, get_args

from pydantic import Field

from domain.kinds.author import COURSE
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.place.presence import Circle, Fix, FixSource, Presence


class FixPrivate(Private):
    """Where exactly the phone was (WGS-84 degrees), and why a place was set by hand."""

    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lng: Annotated[float, Field(ge=-180, le=180)] | None = None
    reason: Text = ""


class FixBody(Body):
    """The quality of a fix and how it was judged; all None where there was no fix."""

    accuracy_m: Annotated[float, Field(ge=0)] | None = None
    age_s: Annotated[float, Field(ge=0)] | None = None
    source: Code | None = None
    is_mocked: bool = False


class VisitCheckedIn(FixBody):
    """The inspector is there: the fix, and the school circle it was judged by."""

    kind: ClassVar[str] = "visit.checked_in"
    private: ClassVar[type[Private]] = FixPrivate

    circle: Circle | None = None
    presence: Presence = Presence.CANNOT_TELL


class VisitCheckedOut(VisitCheckedIn):
    """The inspector leaves."""

    kind: ClassVar[str] = "visit.checked_out"


class PositionAdded(VisitCheckedIn):
    """Where the inspector was later than at an arrival, whose own position did not tell.

    ``unit`` is the unit of a visit to several that was arrived at (None: the first).
    """

    kind: ClassVar[str] = "position.added"

    unit: Code | None = None


class PositionProposed(FixBody):
    """The inspector stands where the visit's school is, and proposes that as its position."""

    kind: ClassVar[str] = "position.proposed"
    private: ClassVar[type[Private]] = FixPrivate


class PlaceMark(Folded):
    """A check-in, a check-out or a place added later; ``fix`` is None without one or erased."""

    stamp: Stamp
    fix: Fix | None
    circle: Circle | None
    claimed: Presence
    reason: str = ""


class AddedPlace(PlaceMark):
    """A place added later at a further unit."""

    unit: str


def is_untold(arrival: PlaceMark) -> bool:
    """Whether a check-in leaves open where the phone was: no fix, or one that cannot tell."""
    cannot_tell = arrival.circle is not None and arrival.claimed is Presence.CANNOT_TELL
    return arrival.fix is None or cannot_tell


class Proposal(Folded):
    """Where the inspector says the school is; ``fix`` is None when it was erased."""

    stamp: Stamp
    fix: Fix | None
    reason: str = ""


_SOURCES = frozenset(get_args(FixSource))


def fix_of(body: FixBody, private: FixPrivate) -> Fix | None:
    """The fix whose quality the body and whose position the private piece tells; None without."""
    if private.lat is None or private.lng is None:
        return None
    return Fix(
        lat=private.lat,
        lng=private.lng,
        accuracy_m=body.accuracy_m,
        age_s=body.age_s,
        source=cast(FixSource, body.source if body.source in _SOURCES else "unknown"),
        is_mocked=body.is_mocked,
    )


def _mark(body: VisitCheckedIn, private: FixPrivate, stamp: Stamp) -> PlaceMark:
    return PlaceMark(
        stamp=stamp,
        fix=fix_of(body, private),
        circle=body.circle,
        claimed=body.presence,
        reason=private.reason,
    )


@on_visit(VisitCheckedIn, "到校记录", COURSE)
def _checked_in(
    visit: VisitBuilder, body: VisitCheckedIn, private: FixPrivate, stamp: Stamp
) -> str | None:
    if "check_in" in visit.parts(PlaceMark):
        return "already_checked_in"
    visit.keep("check_in", _mark(body, private, stamp))
    return None


@on_visit(VisitCheckedOut, "离校记录", COURSE, Part("check_out", happens=True))
def _checked_out(
    visit: VisitBuilder, body: VisitCheckedOut, private: FixPrivate, stamp: Stamp
) -> None:
    visit.keep("check_out", _mark(body, private, stamp))


@on_visit(PositionAdded, "补记位置", COURSE, Part("added_place", "unit", happens=True))
def _added(visit: VisitBuilder, body: PositionAdded, private: FixPrivate, stamp: Stamp) -> None:
    mark = _mark(body, private, stamp)
    if body.unit is None or body.unit == visit.school_id:
        visit.keep("added", mark)
    else:
        visit.keep(body.unit, AddedPlace(**facts_of(mark), unit=body.unit))


@on_visit(PositionProposed, "提议学校位置", COURSE, Part("position_proposal", happens=True))
def _proposed(
    visit: VisitBuilder, body: PositionProposed, private: FixPrivate, stamp: Stamp
) -> None:
    visit.keep("", Proposal(stamp=stamp, fix=fix_of(body, private), reason=private.reason))
