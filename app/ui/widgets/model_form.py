"""A form drawn from the models it becomes: what its fields show, say and record comes from them.

Values are as JSON has them, so that the half-filled form can be kept as a draft: an enum as its
value, a tuple as a list, a number as it was typed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.ui.state.visit_controller import STAYS, VisitController
from app.ui.widgets.form import Form, Values, read_form, use_form
from domain.typed_number import Number, NumberField

NOTHING: tuple[object, ...] = (None, "", [], ())
BOOKKEEPING = frozenset({"is_withdrawn"})
Record = Callable[[dict[str, object]], object]
"""Makes an entry of the fields that a form says."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A field that the form holds otherwise than the model: shown from a part, and recorded."""

    shown: Callable[[Any], Values]
    recorded: Callable[[Values], object]


@dataclass(frozen=True)
class ModelForm:
    """The form of an entry: the fields of its body and of its private piece.

    ``without`` are fields that are not the writer's to fill, ``shapes`` those the form holds in
    its own way, ``numbers`` says what the fields for numbers ask for. Where nothing but ``silent``
    fields was filled, nothing was said yet. A new part begins with ``begun``, where something is
    known of it; else blank.
    """

    models: tuple[type[BaseModel], ...]
    without: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    numbers: Mapping[str, NumberField] = field(default_factory=dict)
    begun: Values | None = None

    @cached_property
    def fields(self) -> dict[str, FieldInfo]:
        """The fields by name, the body's first."""
        every = {name: info for model in self.models for name, info in model.model_fields.items()}
        hidden = self.without | BOOKKEEPING
        return {name: info for name, info in every.items() if name not in hidden}

    @property
    def fresh(self) -> Values:
        """The form of a new part: what the models say where nothing is said, or what is known."""
        if self.begun is not None:
            return self.begun
        return {
            name: _shown(info.get_default())
            for name, info in self.fields.items()
            if not info.is_required() and name not in self.shapes
        }

    def values_of(self, part: BaseModel) -> Values:
        """The form's fields as the part has them."""
        plain = {name for name in self.fields if name not in self.shapes}
        values: Values = part.model_dump(mode="json", include=plain)
        for shape in self.shapes.values():
            values |= shape.shown(part)
        return values

    def fields_of(self, values: Values) -> dict[str, object]:
        """What is recorded of the form; BadInput for what can be no such field."""
        return {name: self._recorded(name, values) for name in self.fields}

    def is_blank(self, values: Values) -> bool:
        """Whether the form says nothing yet."""
        return not any(self._says(name, values) for name in self.fields.keys() - self.silent)

    def is_filled(self, values: Values) -> bool:
        """Whether every field says something."""
        return all(self._says(name, values) for name in self.fields)

    def _says(self, name: str, values: Values) -> bool:
        if name in self.shapes:
            return self.shapes[name].recorded(values) not in NOTHING
        return bool(str(values.get(name) or "").strip())

    def _recorded(self, name: str, values: Values) -> object:
        if name in self.shapes:
            return self.shapes[name].recorded(values)
        if name in self.numbers:
            return number_in(values.get(name), self.numbers[name])
        return recorded(self.fields[name], values.get(name))


def use_model_form(
    controller: VisitController,
    key: str,
    form: ModelForm,
    part: BaseModel | None,
    record: Record,
) -> Form:
    """The form under the draft key, of the part as recorded, or of a new one.

    A new one is let go while it says nothing. One that was begun stays a draft once something
    in it was tapped, so that one may go away to take a photo first.
    """
    saved = form.fresh if part is None else form.values_of(part)

    def enter(text: str) -> object:
        values = read_form(text)
        if part is None and form.is_blank(values):
            return None if form.begun in (None, values) else STAYS
        return record(form.fields_of(values))

    return use_form(controller, key, saved, enter)


def recorded(info: FieldInfo, value: Any) -> object:
    """What the field's model takes of what the form holds; its default for nothing."""
    kind, is_optional = _kind_of(info.annotation)
    if kind is bool:
        return bool(value)
    if kind is str:
        text = str(value or "").strip()
        return (text or None) if is_optional else text
    if get_origin(kind) is tuple:
        return tuple(value or ())
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value) if value else info.get_default() if not info.is_required() else None
    raise TypeError(f"a form needs a shape for a field of {kind}")


def number_in(value: Any, asked: NumberField) -> Number | None:
    """The number that a field holds as it was typed; BadInput in words for what is none."""
    from app.visits.parse_number import number_of

    return number_of("" if value is None else str(value), asked)


def _shown(value: object) -> Any:
    """A default as JSON has it."""
    return json.loads(json.dumps(value))


def _kind_of(annotation: Any) -> tuple[Any, bool]:
    """The type itself, without its limits, and whether the field may have none."""
    if get_origin(annotation) is Annotated:
        return _kind_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [each for each in get_args(annotation) if each is not type(None)]
        return _kind_of(kinds[0])[0], True
    return annotation, False
