"""The district and the rules its visits are held to."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, Label, Piece

AdcodeText = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Days = Annotated[int, Field(ge=0, le=365)]


class Duty(Piece):
    """How often each assigned school is to be visited (DOMAIN.md correction 4: a setting)."""

    visits_per_month: Annotated[int, Field(ge=0, le=31)] = 2


class RectifyDays(Piece):
    """How many days a school gets to put a finding right, as a proposal; by how bad it is."""

    hazard: Days = 3
    serious: Days = 7
    general: Days = 15
    minor: Days = 30


class DistrictSet(Body):
    """The district as it now stands: its name and the rules its visits are held to.

    ``keep_originals_days`` is how long phones keep what the camera took, untouched.
    """

    kind: ClassVar[str] = "district.set"

    district: Code
    name: Label
    adcode: AdcodeText | None = None
    duty: Duty = Duty()
    late_after_h: Annotated[int, Field(ge=1, le=24 * 60)] = 72
    short_dwell_min: Annotated[int, Field(ge=0, le=480)] = 10
    rectify_days: RectifyDays = RectifyDays()
    keep_originals_days: Annotated[int, Field(ge=0, le=3650)] = 180


sets("district", DistrictSet, "设置区县", LEADING, lambda body: body.district)
