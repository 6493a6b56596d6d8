"""Entries that set the register: district, zones, schools, people, assignments, themes, checklists.

Each says how one thing stands from now on; the newest entry about a thing wins.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.checklist import Checklist, Theme
from domain.datum import Datum
from domain.entries.base import Body, Code, DateText, Label, Piece, Private, Text, entry
from domain.entries.chain import Role

AdcodeText = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class Duty(Piece):
    """How often each assigned school is to be visited (DOMAIN.md correction 4: a setting)."""

    visits_per_month: Annotated[int, Field(ge=0, le=31)] = 2


Days = Annotated[int, Field(ge=0, le=365)]


class RectifyDays(Piece):
    """How many days a school gets to put a finding right, as a proposal; by how bad it is."""

    hazard: Days = 3
    serious: Days = 7
    general: Days = 15
    minor: Days = 30


@entry
class DistrictSet(Body):
    """The district: its name and the rules its visits are held to.

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


@entry
class ZoneSet(Body):
    """A 责任区/片区."""

    kind: ClassVar[str] = "zone.set"

    zone: Code
    name: Label
    is_active: bool = True


class SchoolKind(StrEnum):
    """What is inspected: schools of all kinds, institutions, and townships (2-23)."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    SENIOR = "senior"
    COMPLETE = "complete"
    VOCATIONAL = "vocational"
    SPECIAL = "special"
    TRAINING = "training"
    TOWNSHIP = "township"


class Ownership(StrEnum):
    """公办 or 民办."""

    PUBLIC = "public"
    PRIVATE = "private"


class Position(Piece):
    """Where a school is: the pair as the office has it with its datum, and WGS-84 degrees."""

    given_lat: Annotated[float, Field(ge=-90, le=90)]
    given_lng: Annotated[float, Field(ge=-180, le=180)]
    datum: Datum
    lat: Annotated[float, Field(ge=-90, le=90)]
    lng: Annotated[float, Field(ge=-180, le=180)]


@entry
class SchoolSet(Body):
    """A school, kindergarten, institution or township and how it is found."""

    kind: ClassVar[str] = "school.set"

    school_id: Code
    name: Label
    aliases: tuple[Label, ...] = ()
    code: Code | None = None
    school_kind: SchoolKind
    ownership: Ownership = Ownership.PUBLIC
    zone: Code
    town: Text = ""
    position: Position | None = None
    radius_m: Annotated[int, Field(ge=20, le=20_000)] = 500
    is_active: bool = True


class Post(StrEnum):
    """专职 or 兼职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class PersonPrivate(Private):
    """The person's name, as shown everywhere."""

    name: Label = "（未填）"


@entry
class PersonSet(Body):
    """A person with an account: role, zone and kind of appointment."""

    kind: ClassVar[str] = "person.set"
    private: ClassVar[type[Private]] = PersonPrivate

    account: Code
    role: Role
    zone: Code | None = None
    post: Post | None = None
    is_active: bool = True


@entry
class AssignmentSet(Body):
    """An inspector is responsible for a school from one day to another (1-19: dated history)."""

    kind: ClassVar[str] = "assignment.set"

    school_id: Code
    account: Code
    from_on: DateText
    to_on: DateText | None = None


@entry
class ThemeSet(Body):
    """A monthly theme (0-17)."""

    kind: ClassVar[str] = "theme.set"

    theme: Theme


@entry
class ChecklistSet(Body):
    """A checklist in one version; versions stay."""

    kind: ClassVar[str] = "checklist.set"

    checklist: Checklist
