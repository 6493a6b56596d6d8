"""Forms of the console: drawn from their model, read by it, each error beside its field.

A form is a model whose visible fields have a ``title``; one without is hidden and carries what
the page was made of, such as the versions its reader saw. A route gives
what came back to ``carry_out``, which does the act or answers the form to show again: with the
words that were typed, what is wrong with them, and what somebody else changed in between.
What a form cannot show again itself, such as one of a session that ran out, is ``Kept``: but
only of a page of our own, or another site's form came back as ours with a button under it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from domain.errors import BadInput, Conflict
from domain.ids import uuid7
from sync_server.console.form_fields import (
    Field,
    Options,
    State,
    Typed,
    as_typed,
    chosen,
    drawn,
    error_words,
    said_in,
)
from sync_server.console.guard import FormUser, SignedIn, is_from_here
from sync_server.console.refusals import in_form
from sync_server.console.sent_forms import FORM_KEY, MADE_ANEW
from sync_server.ledger.append import CHANGED, FORM_SENT
from sync_server.register.thing_fields import FieldChange

SOMEBODY_ELSE = "刚才有人改过这里，还没有保存。请看下面改了什么，核对后再提交；您填的内容还在。"
AGAIN = "还没有提交。请按下面红字的提示改好，再提交一次。"
FORM_NAME = "form_name"


def _lines(value: object) -> object:
    return tuple(dict.fromkeys(value.splitlines())) if isinstance(value, str) else value


Ticks = Annotated[tuple[str, ...], BeforeValidator(_lines)]
"""What was ticked of several."""


class OfficeForm(BaseModel):
    """What a form brings; ``version`` is that of its thing as its reader saw it.

    ``pressed`` names the field that the button says by which the form is sent, ``changed`` is
    what the form says when its thing has changed since. A field's description is said behind
    its title, and its first example stands in it until something is written.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    pressed: ClassVar[str] = ""
    changed: ClassVar[str] = SOMEBODY_ELSE

    version: str = ""


def every_form(base: type[OfficeForm] = OfficeForm) -> dict[str, type[OfficeForm]]:
    """Every form there is, by its name."""
    below = base.__subclasses__()
    if not below:
        return {base.__name__: base}
    return {name: form for each in below for name, form in every_form(each).items()}


F = TypeVar("F", bound=OfficeForm)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """An entry that came while a form was open: by whom, when, and what it says or changed."""

    by_name: str
    at: str
    word: str
    text: str = ""
    changes: Sequence[FieldChange] = ()


@dataclass(frozen=True, slots=True)
class Latest:
    """How a form's thing now stands: what the form carries from now on, and what came since."""

    carried: Typed
    since: Sequence[Meanwhile]


@dataclass(frozen=True, slots=True)
class Shown(Generic[F]):
    """A form on a page: what stands in it, what is wrong, and what changed since it was opened.

    ``name`` tells it from the page's other forms; ``left_out`` are fields it does without: they
    stay as they stand in it.
    """

    model: type[F]
    name: str
    typed: Typed = field(default_factory=dict)
    options: Options = field(default_factory=dict)
    left_out: Sequence[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    code: str = ""
    since: Sequence[Meanwhile] = ()
    status: int = 200

    @property
    def is_refused(self) -> bool:
        """Whether it came back."""
        return bool(self.problem)

    @property
    def hidden(self) -> dict[str, str]:
        """What the form carries unseen; its key is another one each time that it is drawn."""
        names = [name for name, each in self.model.model_fields.items() if each.title is None]
        carried = {name: self.typed.get(name, "") for name in names if name != self.model.pressed}
        return {FORM_NAME: self.model.__name__, FORM_KEY: uuid7(), **carried}

    @property
    def said(self) -> list[tuple[str, str]]:
        """What was typed into it, under the titles of its fields."""
        return said_in(self.model.model_fields, self.typed)

    @property
    def _state(self) -> State:
        return State(self.typed, self.options, self.errors)

    @property
    def fields(self) -> list[Field]:
        """The visible fields in the order of the model."""
        return [
            drawn(name, each, self._state)
            for name, each in self.model.model_fields.items()
            if each.title is not None and name not in self.left_out
        ]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back: whose it is, and its fields as they were typed."""

    user: SignedIn
    typed: Typed

    @property
    def account(self) -> str:
        """Who sent it."""
        return self.user.viewer.account


async def _typed_into(request: Request) -> Typed:
    """What the form brings; whoever has to refuse the request finds it in its state."""
    form = await request.form()
    texts = {name: [each for each in form.getlist(name) if isinstance(each, str)] for name in form}
    typed = {name: "\n".join(some) for name, some in texts.items() if name not in MADE_ANEW}
    request.state.typed = typed
    return typed


async def _sent(typed: Annotated[Typed, Depends(_typed_into)], user: FormUser) -> Sent:
    return Sent(user, typed)


SentForm = Annotated[Sent, Depends(_sent)]


def put_again(forms: dict[str, Shown[Any]], again: Shown[Any] | None) -> bool:
    """Put the form that was refused in its place; whether the page draws it, if there is one."""
    if again is None:
        return True
    is_drawn = again.name in forms
    if is_drawn:
        forms[again.name] = again
    return is_drawn


def carry_out(
    shown: Shown[F],
    typed: Typed,
    act: Callable[[F], object],
    latest: Callable[[Typed], Latest] | None = None,
) -> F | Shown[F]:
    """Do the act with what was typed into the form and answer it; else the form to show again.

    ``latest`` tells how the form's thing stands for one that was made of what was typed.
    A BadInput whose code is a field's name stands beside that field. BadInput is raised for a
    form that no page of ours can have sent.
    """
    try:
        form = _read(shown, typed)
        act(form)
    except ValidationError as error:
        errors = {
            str(each["loc"][0]): error_words(shown.model.model_fields, each)
            for each in error.errors()
        }
        if any(shown.model.model_fields[name].title is None for name in errors):
            raise BadInput("The form is none of ours.") from error
        return replace(shown, typed=typed, status=400, problem=AGAIN, errors=errors)
    except BadInput as error:
        if error.specific_code in shown.model.model_fields:
            errors = {error.specific_code: error.message}
            return replace(shown, typed=typed, status=400, problem=AGAIN, errors=errors)
        return replace(shown, typed=typed, status=400, problem=error.message)
    except Conflict as error:
        if error.specific_code == FORM_SENT:
            raise  # its page is the answer, as that of the first sending was
        return _overtaken(shown, typed, error, latest)
    return form


def _overtaken(
    shown: Shown[F], typed: Typed, error: Conflict, latest: Callable[[Typed], Latest] | None
) -> Shown[F]:
    """The form over its thing as it now stands, with what was typed and what came since."""
    code = error.specific_code
    problem = in_form(error, shown.model.changed)
    again = replace(shown, typed=typed, status=409, problem=problem, code=code)
    if latest is None:
        return again
    found = latest(typed)
    since = found.since if code == CHANGED else ()
    return replace(again, typed={**typed, **found.carried}, since=since)


def typed_of(model: type[OfficeForm], thing: BaseModel, **more: str) -> dict[str, str]:
    """What stands in a form about a thing as it is: the fields that both have."""
    found = {name: getattr(thing, name) for name in model.model_fields if hasattr(thing, name)}
    words = {name: as_typed(value) for name, value in found.items() if value is not None}
    return {**words, **more}


def _read(shown: Shown[F], typed: Mapping[str, str]) -> F:
    """The form's model; what was left empty is as if the field was not there."""
    for name, allowed in shown.options.items():
        info = shown.model.model_fields[name]
        if typed.get(name) and not allowed.keys() >= set(chosen(info, typed[name])):
            raise BadInput(f"请选择{info.title}。", code=name)
    stood = {name: shown.typed[name] for name in shown.left_out if name in shown.typed}
    given = {name: value for name, value in typed.items() if name not in shown.left_out}
    return shown.model.model_validate(
        {name: value for name, value in {**given, **stood}.items() if value.strip()}
    )


_TYPED = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent to this address, and what had been typed into it."""

    action: str
    typed: Typed

    @property
    def words(self) -> list[tuple[str, str]]:
        """What its reader typed and chose, under the titles of its fields."""
        form = every_form().get(self.typed.get(FORM_NAME, ""))
        if form is None:
            return []
        pressed = said_in(form.model_fields, self.typed, {form.pressed: "操作"})
        return [*pressed, *said_in(form.model_fields, self.typed)]

    @property
    def text(self) -> str:
        """All that was typed, for ``read_kept``."""
        return json.dumps(dict(self.typed), ensure_ascii=False)


def kept(request: Request) -> Kept | None:
    """What the request's form held, where a page of ours sent one."""
    typed: Typed = getattr(request.state, "typed", {})
    return Kept(request.url.path, typed) if typed and is_from_here(request) else None


def read_kept(action: str, text: str) -> Kept | None:
    """What ``Kept.text`` wrote; None for what it cannot have written."""
    try:
        return Kept(action, _TYPED.validate_json(text))
    except ValidationError:
        return None
