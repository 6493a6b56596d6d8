"""What all kinds of entries share: how a body is modelled, registered, read and written."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from domain import strict_json
from domain.line import Line

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,64}$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(max_length=8000)]


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


class Body(Piece):
    """The part of an entry that counts and judges need."""

    kind: ClassVar[str]
    private: ClassVar[type[Private]] = Private


KINDS: dict[str, type[Body]] = {}

B = TypeVar("B", bound=type[Body])


def entry(body: B) -> B:
    """Register a body class under its kind."""
    KINDS[body.kind] = body
    return body


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as far as this version can read it; ``problem`` names what it cannot."""

    line: Line
    body: Body | None
    private: Private | None
    problem: str | None = None


def read(line: Line) -> Reading:
    """What the entry says; never raises.

    Problems: ``unknown_kind``, ``invalid_body``, ``invalid_private``. An erased private
    piece is no problem: ``private`` is None and the body counts.
    """
    model = KINDS.get(line.header.kind)
    if model is None:
        return Reading(line, None, None, "unknown_kind")
    body = _validated(model, line.body_bytes)
    if not isinstance(body, Body):
        return Reading(line, None, None, "invalid_body")
    if line.private_bytes is None:
        return Reading(line, body, None)
    private = _validated(model.private, line.private_bytes)
    if not isinstance(private, Private):
        return Reading(line, body, None, "invalid_private")
    return Reading(line, body, private)


def _validated(model: type[Piece], raw: bytes) -> Piece | None:
    try:
        if not isinstance(strict_json.load(raw), dict):
            return None
        return model.model_validate_json(raw)
    except (ValidationError, ValueError):
        return None


def piece(model: Piece, salt: str) -> dict[str, Any]:
    """The JSON object of a body or private piece: its salt first, absent values left out."""
    return {"salt": salt, **model.model_dump(mode="json", exclude_none=True)}
