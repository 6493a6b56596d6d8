"""Who has come in at the door: a session of its own kind, that opens no page of the office."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from fastapi import Depends, Form, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.responses import Response

from domain.errors import BadInput, Conflict, NotAllowed, NotSignedIn
from domain.plain_text import CONTROL_CHARACTER, is_plain_text
from sync_server.console.form_fields import Field, Options, State, drawn, error_words
from sync_server.console.guard import same_origin
from sync_server.console.services import ConsoleServices
from sync_server.door.entering import OUTSIDE, Unit

COOKIE = "duji_door"
PATH = "/door"
STALE = "stale_door_form"


def services_of(request: Request) -> ConsoleServices:
    """The services this console was built with; nobody of the office is looked for."""
    services: ConsoleServices = request.app.state.services
    return services


DoorServices = Annotated[ConsoleServices, Depends(services_of)]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has come in for a unit; ``form_token`` goes into every form of their pages."""

    unit: Unit
    secret: str

    @property
    def form_token(self) -> str:
        """What a form must bring back; nobody without the session's secret can tell it."""
        return hmac.digest(self.secret.encode(), b"duji-door-form", hashlib.sha256).hex()


def come_in(request: Request, services: DoorServices) -> Guest:
    """Who has come in; NotSignedIn for anybody else."""
    secret = request.cookies.get(COOKIE, "")
    unit = services.door.entering.unit(secret) if secret else None
    if unit is None:
        raise NotSignedIn("Nobody has come in at the door.", code=OUTSIDE)
    return Guest(unit, secret)


CurrentGuest = Annotated[Guest, Depends(come_in)]


def form_guest(
    request: Request, guest: CurrentGuest, form_token: Annotated[str, Form()] = ""
) -> Guest:
    """Who sends a form; NotAllowed unless it is a form of their own session's page."""
    same_origin(request)
    if not hmac.compare_digest(form_token.encode(), guest.form_token.encode()):
        raise NotAllowed("The form does not belong to this session.", code=STALE)
    return guest


FormGuest = Annotated[Guest, Depends(form_guest)]


def keep_session(request: Request, response: Response, secret: str) -> None:
    """Give the browser the door's cookie, which goes to the door's pages alone."""
    is_https = request.url.scheme == "https"
    response.set_cookie(COOKIE, secret, path=PATH, httponly=True, samesite="lax", secure=is_https)


class DoorForm(BaseModel):
    """What a form of the door brings: its fields with a title are drawn."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")


F = TypeVar("F", bound=DoorForm)


@dataclass(frozen=True, slots=True)
class DoorShown:
    """A form of the door as it is drawn: what stands in it, and what is wrong with it."""

    model: type[DoorForm]
    typed: dict[str, str]
    options: Options
    errors: dict[str, str]
    problem: str = ""

    @classmethod
    def of(
        cls, model: type[DoorForm], typed: dict[str, str], options: Options | None = None
    ) -> "DoorShown":
        """The form as it is first shown."""
        return cls(model, typed, options or {}, {})

    @property
    def status(self) -> int:
        """The status of the page that draws it."""
        return 400 if self.problem else 200

    @property
    def fields(self) -> Sequence[Field]:
        """The fields in the order of the model."""
        state = State(self.typed, self.options, self.errors)
        named = self.model.model_fields.items()
        return [drawn(name, each, state) for name, each in named if each.title is not None]


OVERTAKEN = "内容刚刚有变化，请核对后再提交。"
AGAIN = "还没有提交。请按红字改好，再提交一次；您填的内容还在。"


def sent(shown: DoorShown, act: Callable[[], object], meanwhile: Mapping[str, str]) -> DoorShown:
    """Do what a form asks; the form as it was, with what is wrong where it cannot be.

    ``meanwhile`` says in words why it was overtaken, by the codes of Conflict.
    """
    try:
        act()
    except BadInput as error:
        return replace(shown, problem=AGAIN, errors={error.specific_code: error.message})
    except Conflict as error:
        return replace(shown, problem=meanwhile.get(error.specific_code, OVERTAKEN))
    return shown


def read_form(model: type[F], typed: dict[str, str]) -> F | DoorShown:
    """What was typed, as the form's model; else the form to show again."""
    if not all(is_plain_text(each) for each in typed.values()):
        raise BadInput("There is a control character in the form.", code=CONTROL_CHARACTER)
    try:
        return model.model_validate({name: each for name, each in typed.items() if each.strip()})
    except ValidationError as error:
        found = {
            str(each["loc"][0]): error_words(model.model_fields, each) for each in error.errors()
        }
        return DoorShown(model, typed, {}, found, AGAIN)


async def typed_into(request: Request) -> dict[str, str]:
    """The texts that the form brings."""
    form = await request.form()
    return {name: each for name, each in form.items() if isinstance(each, str)}


DoorTyped = Annotated[dict[str, str], Depends(typed_into)]
