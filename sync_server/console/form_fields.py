"""The fields of a form as they are drawn, and what is said about one that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from domain.typed_number import written
from domain.words.values import label

Typed = Mapping[str, str]
"""The fields of a form as they were typed; of several ticks of one field, each is a line."""

Options = Mapping[str, Mapping[str, str]]
"""For a field by its name: the values it may have and their words."""

ONE_LINE = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One visible field as it is drawn.

    ``kind`` is text, area, date, number, select, check or ticks.
    """

    name: str
    title: str
    kind: str
    value: str
    error: str
    is_required: bool
    options: Mapping[str, str]
    bounds: Mapping[str, str]
    hint: str
    example: str
    is_first_wrong: bool


@dataclass(frozen=True, slots=True)
class State:
    """What stands in a form's fields, what may stand in them, and what is wrong with them."""

    typed: Typed
    options: Options
    errors: Mapping[str, str]


def drawn(name: str, info: FieldInfo, state: State) -> Field:
    """A field of a form's model as it is drawn."""
    base = _base(info)
    options = state.options.get(name) or enum_options(info)
    is_chosen = bool(options) or name in state.options
    longest = _limit(info, "max_length")
    limits = (("min", "ge"), ("max", "le"), ("maxlength", "max_length"))
    bounds = {
        html: str(found) for html, each in limits if (found := _limit(info, each)) is not None
    }
    default = info.get_default() if not info.is_required() else None
    return Field(
        name=name,
        title=info.title or "",
        kind="select" if is_chosen and base is not tuple else _kind(base, longest),
        value=state.typed.get(name, "" if state.typed or default is None else as_typed(default)),
        error=state.errors.get(name, ""),
        is_required=info.is_required(),
        options=options,
        bounds=bounds | ({"step": "any"} if base is float else {}),
        hint=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        is_first_wrong=name == next(iter(state.errors), None),
    )


def chosen(info: FieldInfo, text: str) -> list[str]:
    """What was chosen in a field: one value, or of several ticks each."""
    return text.splitlines() if _base(info) is tuple else [text]


def enum_options(info: FieldInfo) -> Mapping[str, str]:
    """The values and words of a field that holds one of an enumeration; empty for any other."""
    base = _base(info)
    if not (isinstance(base, type) and issubclass(base, StrEnum)):
        return {}
    return {each.value: label(each) for each in base}


def _said(info: FieldInfo, text: str) -> str:
    """What was typed into a field, or chosen in it, as its reader would say it."""
    base = _base(info)
    if base is tuple:
        return f"{len(text.splitlines())} 条"
    return "是" if base is bool else enum_options(info).get(text, text)


def said_in(
    fields: Mapping[str, FieldInfo], typed: Typed, titles: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """The titles of the fields that something was typed into, and what it was.

    With ``titles`` it is these fields under these titles.
    """
    shown = {name: info.title for name, info in fields.items()} if titles is None else titles
    found = [(name, title, typed.get(name, "").strip()) for name, title in shown.items()]
    return [(title, _said(fields[name], text)) for name, title, text in found if title and text]


def _base(info: FieldInfo) -> object:
    """What the field holds where it holds something."""
    if get_origin(info.annotation) is tuple:
        return tuple
    kinds = [each for each in get_args(info.annotation) if each is not NoneType]
    return kinds[0] if kinds else info.annotation


def _kind(base: object, longest: Any) -> str:
    if base is bool:
        return "check"
    if base is tuple:
        return "ticks"
    if base is date:
        return "date"
    if base in (int, float):
        return "number"
    return "area" if longest is not None and longest > ONE_LINE else "text"


def _limit(info: FieldInfo, name: str) -> Any:
    return next(
        (found for each in info.metadata if (found := getattr(each, name, None)) is not None), None
    )


def as_typed(value: object) -> str:
    """How a value stands in its field."""
    if isinstance(value, bool):
        return "true" if value else ""
    return written(value) if isinstance(value, float) else str(value)


def error_words(fields: Mapping[str, FieldInfo], error: ErrorDetails) -> str:
    """What is wrong with a field, in words that say what to do."""
    info = fields[str(error["loc"][0])]
    title = info.title or ""
    context: dict[str, Any] = error.get("ctx") or {}
    kind = error["type"]
    if _base(info) is tuple:
        return f"请勾选{title}。"
    if kind in ("missing", "string_too_short"):
        return f"请填写{title}。"
    if kind.startswith("date"):
        return f"{title}要写成 2026-05-14 这样。"
    if kind.startswith(("int", "float")):
        return f"{title}要填数字。"
    for limit, words in (("ge", "不能小于"), ("le", "不能大于"), ("max_length", "不能超过字数")):
        if limit in context:
            return f"{title}{words} {as_typed(context[limit])}。"
    return f"请选择{title}。" if kind == "enum" else f"{title}不合要求，请检查。"
