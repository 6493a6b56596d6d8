"""Schools, kindergartens, institutions and townships."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, Label, Piece, Text
from domain.place.datum import Datum


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


class SchoolSet(Body):
    """A school, kindergarten, institution or township as it now stands, and how it is found."""

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


sets("school", SchoolSet, "设置学校", LEADING, lambda body: body.school_id)
