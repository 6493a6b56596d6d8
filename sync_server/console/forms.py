"""Forms of the console: drawn from their model, read by it, each error beside its field.

A form is a model whose visible fields have a ``title``; one without is hidden and carries what
the page was made of, such as the version its reader saw. A route gives
what came back to ``carry_out``, which does the act or answers the form to show again: with the
words that were typed, what is wrong with them, and what somebody else changed in between.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, Generic, TypeVar, get_args

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from domain.errors import BadInput, Conflict
from domain.words.values import label
from sync_server.console.guard import FormUser, SignedIn
from sync_server.ledger.append import CHANGED
from sync_server.register.history import History, ThingStep

Options = Mapping[str, Mapping[str, str]]
"""For a field by its name: the values it may have and their words."""

ONE_LINE = 200
SOMEBODY_ELSE = "刚才有人改过这里，还没有保存。请看下面改了什么，核对后再提交；您填的内容还在。"
AGAIN = "有几处要改，改好再提交。"


class OfficeForm(BaseModel):
    """What a form brings; ``version`` is that of its thing as its reader saw it."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    version: str = ""


F = TypeVar("F", bound=OfficeForm)


@dataclass(frozen=True, slots=True)
class Field:
    """One visible field as it is drawn; ``kind`` is text, area, date, number, select or check."""

    name: str
    title: str
    kind: str
    value: str
    error: str
    is_required: bool
    options: Mapping[str, str]
    bounds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown(Generic[F]):
    """A form on a page: what stands in it, what is wrong, and what changed since it was opened.

    ``name`` tells it from the page's other forms; ``left_out`` are fields it does without.
    """

    model: type[F]
    name: str
    typed: Mapping[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=dict)
    left_out: Sequence[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    since: Sequence[ThingStep] = ()
    status: int = 200

    @property
    def hidden(self) -> dict[str, str]:
        """What the form carries unseen."""
        names = [name for name, each in self.model.model_fields.items() if each.title is None]
        return {name: self.typed.get(name, "") for name in names}

    @property
    def fields(self) -> list[Field]:
        """The visible fields in the order of the model."""
        return [
            _field(self, name, each)
            for name, each in self.model.model_fields.items()
            if each.title is not None and name not in self.left_out
        ]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back: whose it is, and its fields as they were typed."""

    user: SignedIn
    typed: Mapping[str, str]


async def _sent(request: Request, user: FormUser) -> Sent:
    form = await request.form()
    return Sent(user, {name: value for name, value in form.items() if isinstance(value, str)})


SentForm = Annotated[Sent, Depends(_sent)]


def carry_out(
    shown: Shown[F],
    typed: Mapping[str, str],
    act: Callable[[F], object],
    history: Callable[[], History] | None = None,
) -> F | Shown[F]:
    """Do the act with what was typed into the form and answer it; else the form to show again.

    ``history`` is that of the form's thing. A BadInput whose code is a field's name stands
    beside that field.
    """
    try:
        form = _read(shown, typed)
        act(form)
    except ValidationError as error:
        errors = {str(each["loc"][0]): _words(shown.model, each) for each in error.errors()}
        return replace(shown, typed=typed, status=400, problem=AGAIN, errors=errors)
    except BadInput as error:
        if error.specific_code in shown.model.model_fields:
            errors = {error.specific_code: error.message}
            return replace(shown, typed=typed, status=400, problem=AGAIN, errors=errors)
        return replace(shown, typed=typed, status=400, problem=error.message)
    except Conflict as error:
        if error.specific_code != CHANGED or history is None:
            raise
        found = history()
        since = found.since(typed.get("version", ""))
        again = {**typed, "version": found.version}
        return replace(shown, typed=again, status=409, problem=SOMEBODY_ELSE, since=since)
    return form


def typed_of(model: type[OfficeForm], thing: BaseModel, **more: str) -> dict[str, str]:
    """What stands in a form about a thing as it is: the fields that both have."""
    found = {name: getattr(thing, name) for name in model.model_fields if hasattr(thing, name)}
    words = {name: _typed(value) for name, value in found.items() if value is not None}
    return {**words, **more}


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _read(shown: Shown[F], typed: Mapping[str, str]) -> F:
    """The form's model; what was left empty is as if the field was not there."""
    for name, allowed in shown.options.items():
        if typed.get(name) and typed[name] not in allowed:
            title = shown.model.model_fields[name].title
            raise BadInput(f"请选择{title}。", code=name)
    given = {name: value for name, value in typed.items() if value.strip()}
    return shown.model.model_validate(
        {name: value for name, value in given.items() if name not in shown.left_out}
    )


def _words(model: type[OfficeForm], error: ErrorDetails) -> str:
    """What is wrong with a field, in words that say what to do."""
    title = model.model_fields[str(error["loc"][0])].title or ""
    context: dict[str, Any] = error.get("ctx") or {}
    kind = error["type"]
    if kind in ("missing", "string_too_short"):
        return f"请填写{title}。"
    if kind.startswith("date"):
        return f"{title}要写成 2026-05-14 这样。"
    if kind.startswith(("int", "float")):
        return f"{title}要填数字。"
    for limit, words in (("ge", "不能小于"), ("le", "不能大于"), ("max_length", "不能超过字数")):
        if limit in context:
            return f"{title}{words} {context[limit]}。"
    return f"请选择{title}。" if kind == "enum" else f"{title}不合要求，请检查。"


def _field(shown: Shown[F], name: str, info: FieldInfo) -> Field:
    kinds = [each for each in get_args(info.annotation) if each is not NoneType]
    base = kinds[0] if kinds else info.annotation
    options: Mapping[str, str] = shown.options.get(name, {})
    if not options and isinstance(base, type) and issubclass(base, StrEnum):
        options = {each.value: label(each) for each in base}
    longest = _limit(info, "max_length")
    limits = (("min", "ge"), ("max", "le"), ("maxlength", "max_length"))
    bounds = {
        html: str(found) for html, each in limits if (found := _limit(info, each)) is not None
    }
    default = info.get_default() if not info.is_required() else None
    return Field(
        name=name,
        title=info.title or "",
        kind="select" if options else _kind(base, longest),
        value=shown.typed.get(name, "" if shown.typed or default is None else _typed(default)),
        error=shown.errors.get(name, ""),
        is_required=info.is_required(),
        options=options,
        bounds=bounds | ({"step": "any"} if base is float else {}),
    )


def _kind(base: object, longest: Any) -> str:
    if base is bool:
        return "check"
    if base is date:
        return "date"
    if base in (int, float):
        return "number"
    return "area" if longest is not None and longest > ONE_LINE else "text"


def _limit(info: FieldInfo, name: str) -> Any:
    return next(
        (found for each in info.metadata if (found := getattr(each, name, None)) is not None), None
    )
