"""A form page of a thing of the register: a new one and a change, drawn from one model.

A noun says what its form is, what stands in it and which entry it makes; what every such form
keeps (errors beside their fields, words, what changed since one looked) is said here once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound
from domain.kinds.kind import called
from domain.kinds.piece import Body, Private
from domain.words.values import NOUN
from sync_server.access.viewer import Viewer
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out, typed_of
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.closing import CLOSED_ON, closed_by, closes, closing_typed
from sync_server.console.kinds.list_page import Link
from sync_server.console.navigation import NAVIGATION, Section
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import NEW, OfficeEntry, Requirement
from sync_server.register.history import History

F = TypeVar("F", bound=OfficeForm)
B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody who sets a thing; ``history`` is that of the thing, None for a new one."""

    services: ConsoleServices
    user: SignedIn
    history: History | None = None

    @property
    def viewer(self) -> Viewer:
        """Who writes."""
        return self.user.viewer


class Content(NamedTuple):
    """What a form sets: the body of the entry, and its private piece.

    ``expects`` is the version of a thing that the form of a new one brings back into use.
    ``requires`` raises where other things, as they stand when it is written, forbid it.
    """

    body: Body
    private: Private | None = None
    expects: str = NEW
    requires: Requirement | None = None


def body_of(history: History, kind: type[B]) -> B:
    """How the thing stands; NotFound where it is of another sort."""
    if not isinstance(history.body, kind):
        raise NotFound("The thing is of another sort.", called=history.code)
    return history.body


def _no_options(_writing: Writing) -> Options:
    return {}


def _nothing(_writing: Writing, _asked: Mapping[str, str]) -> Typed:
    return {}


class Writers(NamedTuple):
    """Who writes the things of a noun: whether somebody does, and what refuses whoever does not."""

    may: Callable[[Viewer], bool]
    require: Callable[[Viewer], None]


WHO_SETS = Writers(lambda viewer: viewer.may_set_register, Viewer.require_set_register)
WHO_COUNTS = Writers(lambda viewer: viewer.may_count, Viewer.require_count)


@dataclass(frozen=True, slots=True)
class ThingForm(Generic[F]):
    """How things of a noun are written, in its section of the navigation.

    ``content`` makes the entry of the form, and raises BadInput under the name of a field for
    what cannot be. ``typed`` is what stands in the form of a thing as it is, unless that is what
    its entry has under the same names; ``begun`` is what stands in that of a new one, which the
    address may tell. A day from which on the thing is out of use goes by itself (``closing.py``).
    ``writers`` says whose forms they are. Fields that are ``left_out_if_empty`` are not asked
    about a thing that has none of what they offer.
    ``new`` and ``change`` are the words of the ways here, ``says`` is what one should know of a
    change, ``more`` is for a template of its own.
    """

    noun: str
    form: type[F]
    content: Callable[[Writing, F], Content]
    typed: Callable[[History], Typed] | None = None
    options: Callable[[Writing], Options] = _no_options
    begun: Callable[[Writing, Mapping[str, str]], Typed] = _nothing
    writers: Writers = WHO_SETS
    left_out_of_new: tuple[str, ...] = ()
    left_out_of_change: tuple[str, ...] = ()
    left_out_if_empty: tuple[str, ...] = ()
    new: str = ""
    change: str = ""
    says: str = ""
    template: str = "kinds/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Section:
        """Where things of the noun are."""
        return next(each for each in NAVIGATION if each.noun == self.noun)

    @property
    def section(self) -> str:
        """What the navigation calls it."""
        return self.place.name

    @property
    def home(self) -> str:
        """Where the list is."""
        return self.place.path

    def blank(self, writing: Writing, asked: Mapping[str, str]) -> Shown[F]:
        """The form of a new thing."""
        return Shown(
            self.form,
            self.noun,
            self.begun(writing, asked),
            self.options(writing),
            (*self.left_out_of_new, *([CLOSED_ON] if closes(self.form) else [])),
        )

    def filled(self, writing: Writing) -> Shown[F]:
        """The form of a thing as it now stands."""
        history = writing.history
        if history is None:
            raise NotFound("There is nothing called so.", noun=self.noun)
        stands = self.typed(history) if self.typed else typed_of(self.form, history.body)
        typed = {**stands, **closing_typed(history), "version": history.version}
        options = self.options(writing)
        empty = [each for each in self.left_out_if_empty if not options.get(each)]
        left_out = (*self.left_out_of_change, *empty)
        return Shown(self.form, self.noun, typed, options, left_out)

    def write(self, writing: Writing, form: F) -> str:
        """Write the entry, and answer what the thing is called."""
        content = self.content(writing, form)
        expects = form.version if writing.history else content.expects
        body = closed_by(form, content.body)
        entry = OfficeEntry(body, content.private, expects=expects, requires=content.requires)
        writing.services.office.set_register(writing.viewer.account, [entry])
        found = called(body)
        return found[1] if found else ""

    def path(self, code: str) -> str:
        """Where the thing's own page is."""
        return f"{self.home}/{quote(code)}"

    def to_open(self, query: str = "") -> Link:
        """The way to the form of a new thing, which the query may tell something."""
        words = self.new or f"新增{NOUN[self.noun]}"
        return Link(words, f"{self.home}/new{query}", "btn-ink")

    def to_new(self, viewer: Viewer, query: str = "") -> list[Link]:
        """The same, for whoever may set one."""
        return [self.to_open(query)] if self.writers.may(viewer) else []

    def to_change(self, viewer: Viewer, code: str) -> list[Link]:
        """The way to the form of a thing, for whoever may set it."""
        words = self.change or ("更正或停用" if closes(self.form) else "更正")
        change = Link(words, f"{self.path(code)}/edit", "btn-ink")
        return [change] if self.writers.may(viewer) else []

    def page(self, request: Request, writing: Writing, form: Shown[F]) -> Response:
        """The page with the form on it."""
        history = writing.history
        action = f"{self.path(history.code)}/edit" if history else f"{self.home}/new"
        return Page(self.template, status=form.status).response(
            request,
            user=writing.user,
            section=self.section,
            page=self,
            word=NOUN[self.noun],
            form=form,
            action=action,
            history=history,
            back=self.path(history.code) if history else self.home,
            **self.more,
        )


def add_form(router: APIRouter, page: ThingForm[Any]) -> None:
    """Serve the form of a new thing and that of each that there is."""

    def writing(services: ConsoleServices, user: SignedIn, code: str = "") -> Writing:
        page.writers.require(user.viewer)
        found = services.histories.history(user.viewer, page.noun, code) if code else None
        return Writing(services, user, found)

    def new(request: Request, services: Services, user: CurrentUser) -> Response:
        who = writing(services, user)
        return page.page(request, who, page.blank(who, dict(request.query_params)))

    def open_one(request: Request, services: Services, sent: SentForm) -> Response:
        who = writing(services, sent.user)
        code = ""

        def act(form: Any) -> None:
            nonlocal code
            code = page.write(who, form)

        form = carry_out(page.blank(who, {}), sent.typed, act)
        if isinstance(form, Shown):
            return page.page(request, who, form)
        return RedirectResponse(f"{page.path(code)}?done=opened", 303)

    def change(request: Request, services: Services, user: CurrentUser, code: str) -> Response:
        who = writing(services, user, code)
        return page.page(request, who, page.filled(who))

    def set_one(request: Request, services: Services, sent: SentForm, code: str) -> Response:
        who = writing(services, sent.user, code)

        def latest(typed: Typed) -> Latest:
            return of_thing(services.histories.history(who.viewer, page.noun, code), typed)

        form = carry_out(page.filled(who), sent.typed, lambda form: page.write(who, form), latest)
        if isinstance(form, Shown):
            return page.page(request, who, form)
        return RedirectResponse(f"{page.path(code)}?done=set", 303)

    for path, get, post in (
        (f"{page.home}/new", new, open_one),
        (f"{page.home}/{{code:path}}/edit", change, set_one),
    ):
        router.add_api_route(path, get, methods=["GET"])
        router.add_api_route(path, post, methods=["POST"])
