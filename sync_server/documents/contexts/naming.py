"""Names that a template may use: each is a field of a model, called by the field's title."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.fields import FieldInfo

MUST = "must"
EXAMPLE_ROWS = 2


class Named(BaseModel):
    """What a document tells, or one row of a list in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Picture(BaseModel):
    """A picture in a document: its bytes, as PNG or JPEG, and how wide and high it may be."""

    model_config = ConfigDict(frozen=True)

    content: bytes
    width_mm: float
    height_mm: float


C = TypeVar("C", bound=Named)


def must(title: str, description: str, *examples: str) -> Any:
    """A text that every template of the document has to show."""
    return Field(
        title=title,
        description=description,
        examples=list(examples),
        json_schema_extra={MUST: True},
    )


def may(title: str, description: str, *examples: str) -> Any:
    """A text that a template may show; empty where nothing is known."""
    return Field(default="", title=title, description=description, examples=list(examples))


def rows(title: str, description: str, *, is_must: bool = False) -> Any:
    """A list that a template goes through."""
    extra: dict[str, JsonValue] = {MUST: is_must}
    return Field(default=(), title=title, description=description, json_schema_extra=extra)


def picture(title: str, description: str) -> Any:
    """A picture that a template may show."""
    return Field(default=None, title=title, description=description)


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its field, what it is, an example, and for a list the names within each row."""

    field: str
    title: str
    description: str
    examples: Sequence[str]
    is_must: bool
    is_picture: bool
    within: Sequence["Name"] = ()

    @property
    def is_list(self) -> bool:
        """Whether a template goes through it."""
        return bool(self.within)


def names_of(model: type[Named]) -> tuple[Name, ...]:
    """The names that a template of this document may use, in their order."""
    return tuple(_name(field, info) for field, info in model.model_fields.items())


def _name(field: str, info: FieldInfo) -> Name:
    extra = info.json_schema_extra
    row = _row_of(info)
    return Name(
        field=field,
        title=info.title or field,
        description=info.description or "",
        examples=[str(each) for each in info.examples or ()],
        is_must=isinstance(extra, Mapping) and bool(extra.get(MUST)),
        is_picture=Picture in get_args(info.annotation),
        within=names_of(row) if row else (),
    )


def _row_of(info: FieldInfo) -> type[Named] | None:
    """The model of a list's rows; None where the field is no list."""
    if get_origin(info.annotation) is not tuple:
        return None
    row: type[Named] = get_args(info.annotation)[0]
    return row


def told(named: Named) -> dict[str, Any]:
    """What a template is given: each value under the name that it is called by."""
    found: dict[str, Any] = {}
    for name in names_of(type(named)):
        value = getattr(named, name.field)
        found[name.title] = [told(each) for each in value] if name.is_list else value
    return found


def example_of(model: type[C]) -> C:
    """A document of example values, with two rows in each list."""
    return _example(model, 0)


def _example(model: type[C], number: int) -> C:
    values: dict[str, Any] = {}
    for field, info in model.model_fields.items():
        row, examples = _row_of(info), info.examples or [""]
        if row is not None:
            values[field] = tuple(_example(row, each) for each in range(EXAMPLE_ROWS))
        elif Picture in get_args(info.annotation):
            values[field] = _picture(info.title or "")
        else:
            values[field] = examples[number % len(examples)]
    return model(**values)


def _picture(words: str) -> Picture:
    """A grey sheet in place of a picture; a signature is a flat one."""
    # Pillow is loaded where a picture is made.
    from PIL import Image  # noqa: PLC0415

    is_flat = words.endswith("手写")
    out = io.BytesIO()
    Image.new("L", (240, 60) if is_flat else (240, 180), 220).save(out, "PNG")
    size = (30.0, 10.0) if is_flat else (45.0, 45.0)
    return Picture(content=out.getvalue(), width_mm=size[0], height_mm=size[1])


def all_names(names: Sequence[Name], before: str = "") -> Iterator[tuple[str, Name]]:
    """Every name as it is written, those within rows behind their list's."""
    for each in names:
        yield f"{before}{each.title}", each
        if each.is_list:
            yield from all_names(each.within, f"{loop_name(each.title)}.")


def loop_name(title: str) -> str:
    """What one row of a list is called in the built-in templates."""
    return title.removesuffix("清单") or title
