"""A noun of the register: its list, its form and the page of each thing, declared at once.

Where it stands and what its list is called is a line of the navigation; what such a thing is
called is its kind's title.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.register.in_use import MayClose
from sync_server.access.viewer import Viewer
from sync_server.console.forms import OfficeForm
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters, unfiltered
from sync_server.console.kinds.list_page import (
    Asking,
    Empty,
    Link,
    Listed,
    ListPage,
    add_list,
    no_links,
    nothing_beside,
)
from sync_server.console.kinds.thing_form import ThingForm, add_form
from sync_server.console.kinds.thing_page import DONE, Fact, Related, ThingPage, facts_of
from sync_server.console.services import ConsoleServices
from sync_server.register.history import History

W = TypeVar("W", bound=Filters)
R = TypeVar("R")
F = TypeVar("F", bound=OfficeForm)


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody who looks at a thing."""

    services: ConsoleServices
    user: SignedIn
    history: History

    @property
    def viewer(self) -> Viewer:
        """Who looks."""
        return self.user.viewer

    @property
    def code(self) -> str:
        """What the thing is called."""
        return self.history.code


class About(NamedTuple):
    """What a thing's page tells beside its history; ``links`` are besides that to its form."""

    facts: Iterable[Fact]
    chips: Iterable[Chip] = ()
    links: Iterable[Link] = ()
    related: Iterable[Related] = ()
    may_change: bool = True


def _as_it_stands(opened: Opened) -> About:
    return About(facts_of(opened.history))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun(Generic[W, R, F]):
    """How the things of a noun are listed, written and shown.

    The list is its ``columns`` and ``rows``, its ``filters`` where it has any, what it says while
    it is empty, and ``links`` to what may be done besides writing a new thing, whose form the list
    may tell something (``begun_by``, a query). ``about`` tells of one thing: what stands in its
    fields, unless the noun says more. ``has_parts`` is for things that are called by several codes
    at once. ``done`` is said after acts, by what the address calls them. Templates, ``beside`` and
    ``beside_one`` are for pages that show more than their kind.
    """

    form: ThingForm[F]
    columns: Sequence[Column[R]]
    rows: Callable[[Asking[W]], Listed[R]]
    nothing: Empty
    filters: type[W] | None = None
    links: Callable[[Asking[W]], Sequence[Link]] = no_links
    begun_by: Callable[[Asking[W]], str] = lambda _: ""
    about: Callable[[Opened], About] = _as_it_stands
    has_parts: bool = False
    done: Mapping[str, str] = field(default_factory=dict)
    list_template: str = "kinds/list.html"
    beside: Callable[[Asking[W]], Mapping[str, Any]] = nothing_beside
    template: str = "kinds/thing.html"
    beside_one: Callable[[Opened], Mapping[str, Any]] = nothing_beside

    @property
    def list(self) -> ListPage[Any, R]:
        """The list."""
        form, nothing = self.form, self.nothing
        if nothing.link is None:
            nothing = nothing._replace(link=form.to_open())
        return ListPage(
            name=form.section,
            title=form.place.word,
            filters=self.filters or unfiltered(form.home),
            columns=self.columns,
            rows=self.rows,
            nothing=nothing,
            may_begin=form.writers.may,
            links=self._links,
            done=self.done,
            template=self.list_template,
            beside=self.beside,
        )

    def _links(self, asking: Asking[W]) -> Sequence[Link]:
        return [*self.form.to_new(asking.viewer, self.begun_by(asking)), *self.links(asking)]

    def response(
        self, request: Request, opened: Opened, status: int = 200, **more: Any
    ) -> Response:
        """The page of one thing; ``more`` comes instead of what is ``beside_one``."""
        about = self.about(opened)
        change = self.form.to_change(opened.viewer, opened.code) if about.may_change else ()
        page = ThingPage(
            section=self.form.section,
            home=self.form.home,
            history=opened.history,
            facts=[*about.facts, *_closing(opened.history)],
            chips=list(about.chips),
            links=[*change, *about.links],
            related=list(about.related),
            done={**DONE, **self.done},
            template=self.template,
            status=status,
        )
        return page.response(request, opened.user, **{**self.beside_one(opened), **more})

    def opened(self, services: ConsoleServices, user: SignedIn, code: str) -> Opened:
        """Somebody who looks at what is called so; NotFound where nothing is."""
        history = services.histories.history(user.viewer, self.form.noun, code)
        return Opened(services, user, history)


def _closing(history: History) -> Iterable[Fact]:
    """Since when the thing is out of use, or will be."""
    body = history.body
    if isinstance(body, MayClose) and body.closed_on:
        yield Fact("停用自", body.closed_on)


def add_noun(router: APIRouter, noun: Noun[Any, Any, Any]) -> None:
    """Serve the noun's list with its files, its forms, and the page of each thing."""

    def one(request: Request, services: Services, user: CurrentUser, code: str) -> Response:
        return noun.response(request, noun.opened(services, user, code))

    add_list(router, noun.list)
    add_form(router, noun.form)
    code = "{code:path}" if noun.has_parts else "{code}"
    router.add_api_route(f"{noun.form.home}/{code}", one, methods=["GET"])
