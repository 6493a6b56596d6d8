"""The two hashed pieces of an entry as models, and the field types that they share."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from domain.plain_text import plain_copy
from domain.trail.line import Sha256Hex

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,64}$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(max_length=8000)]
LONGEST_READING = 8000
Reading = Annotated[str, StringConstraints(max_length=LONGEST_READING)]
"""How names are read, in small letters: made from them, and never shown."""


def _real_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not a date like 2026-05-14")
    return text


DateText = Annotated[str, AfterValidator(_real_date)]
Quantity = Annotated[int, Field(ge=0, le=1_000_000)]


class Piece(BaseModel):
    """A body or private piece: unknown fields are kept out of the model but stay in the bytes."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)


class Private(Piece):
    """The part of an entry the law may want gone one day; empty where a kind has none."""


class TextPrivate(Private):
    """Free text."""

    text: Text = ""


class ReasonPrivate(Private):
    """Why, in the writer's words."""

    reason: Text = ""


class Body(Piece):
    """The part of an entry that counts and judges need."""

    kind: ClassVar[str]
    private: ClassVar[type[Private]] = Private


class OfficeBody(Body):
    """The body of an entry that the office writes over what it saw.

    ``versions`` are those, by subject, that were seen by its writer and still stood when it was
    written. They tell of the writing and not of the thing: no two things differ by them.
    """

    versions: Annotated[dict[str, Sha256Hex] | None, Field(exclude=True)] = None


def piece(model: Piece, salt: str) -> dict[str, Any]:
    """The JSON object of a body or private piece: its salt first, absent values left out.

    Control characters that somebody pasted into a text become blanks.
    """
    fields = plain_copy(model).model_dump(mode="json", exclude_none=True)
    if isinstance(model, OfficeBody) and model.versions:
        fields["versions"] = model.versions
    return {"salt": salt, **fields}
