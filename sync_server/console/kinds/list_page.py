"""A list as a page and as a file: declared once by its filters, its columns and its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from domain.clock import local_date
from sync_server.access.viewer import Viewer
from sync_server.console.files import download_headers
from sync_server.console.form_fields import Options
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Column, Drawn, totals
from sync_server.console.kinds.filters import Filters
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.data.paging import Key, Place, Side
from sync_server.office.export.exports import Exported, Format
from sync_server.office.export.table import Cell, Table
from sync_server.review.paging import FIRST, Pages

PAGE_SIZE = 50
# What is taken out is read in pieces, so that no list is in memory whole.
ROWS_AT_ONCE = 500
TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}

W = TypeVar("W", bound=Filters)
R = TypeVar("R")


class Link(NamedTuple):
    """Something to do from a page: its words, where it leads, and how its button looks."""

    words: str
    address: str
    look: str = "btn-quiet"


class Empty(NamedTuple):
    """What an empty list says: that there is nothing yet, and what would bring something."""

    title: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Asking(Generic[W]):
    """Somebody who asks for a list: by which services, who, and which part of it."""

    services: ConsoleServices
    user: SignedIn
    wanted: W

    @property
    def viewer(self) -> Viewer:
        """Who asks."""
        return self.user.viewer


@dataclass(frozen=True, slots=True)
class Listed(Generic[R]):
    """The rows that somebody asks for: ``read`` answers so many at a place, ``key`` tells a row's.

    ``options`` are what the filters offer, those ``left_out`` are not for who asks. ``note`` is
    said beside the title. ``total`` is how many rows there are with the filters as they are.
    ``beside`` is for the list's own template.
    """

    read: Callable[[Place, int], Sequence[R]]
    key: Callable[[R], Key]
    total: int
    options: Options = field(default_factory=dict)
    note: str = ""
    left_out: Sequence[str] = ()
    beside: Mapping[str, Any] = field(default_factory=dict)


class DrawnRow(NamedTuple):
    """A row as the page shows it; ``address`` is where its first link leads, ``thing`` the row."""

    cells: Sequence[tuple[Column[Any], Drawn]]
    address: str
    thing: Any


def nothing_beside(_asking: object) -> Mapping[str, Any]:
    """What a page shows beside what its kind does: nothing."""
    return {}


def _no_headers(_request: Request, _asking: Asking[Any]) -> Mapping[str, str]:
    return {}


def no_links(_asking: object) -> Sequence[Link]:
    """What may be done from a page besides: nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class ListPage(Generic[W, R]):
    """A list of the console.

    ``name`` is its section of the navigation and what entries call the table; ``rows`` answers
    them within what the viewer may see, and refuses whoever may see none. ``nothing`` is said of
    a list without a row, ``links`` are what may be done, ``done`` what is said after an act.
    ``template`` is for a list that shows more than its rows, and ``beside`` what that shows;
    ``headers`` are the page's own. Who ``may_begin`` is led from an empty list to what fills it.
    """

    name: str
    title: str
    filters: type[W]
    columns: Sequence[Column[R]]
    rows: Callable[[Asking[W]], Listed[R]]
    nothing: Empty
    links: Callable[[Asking[W]], Sequence[Link]] = no_links
    done: Mapping[str, str] = field(default_factory=dict)
    template: str = "kinds/list.html"
    beside: Callable[[Asking[W]], Mapping[str, Any]] = nothing_beside
    headers: Callable[[Request, Asking[W]], Mapping[str, str]] = _no_headers
    may_begin: Callable[[Viewer], bool] = lambda viewer: viewer.may_set_register

    def response(
        self,
        request: Request,
        services: ConsoleServices,
        user: SignedIn,
        status: int = 200,
        **more: Any,
    ) -> Response:
        """The page that the address asks for; ``more`` comes instead of what is ``beside``."""
        asking = Asking(services, user, self.filters.read(request))
        wanted = asking.wanted
        listed = self.rows(asking)
        paged = Pages(listed.read, listed.key, PAGE_SIZE).page(wanted.asked, listed.total)
        columns = [each for each in self.columns if each.is_shown]
        answer = Page(self.template, has_part=True, status=status).response(
            request,
            user=user,
            section=self.name,
            page=self,
            wanted=wanted,
            listed=listed,
            paged=paged,
            columns=columns,
            rows=[drawn_row(columns, row) for row in paged.rows],
            totals=_totals(columns, listed),
            links=self.links(asking),
            formats=[(each.value, wanted.file_address(each.value)) for each in Format],
            notice=self.done.get(request.query_params.get("done", ""), ""),
            **{**self.beside(asking), **listed.beside, **more},
        )
        answer.headers.update(self.headers(request, asking))
        return answer

    def take(self, asking: Asking[W], format_: Format) -> Exported:
        """The list as a file: as it is shown, but all of it. That it was taken is an entry."""
        asking.viewer.require_export()
        listed = self.rows(asking)
        columns = [each for each in self.columns if each.is_exported]
        table = Table(
            code=self.name,
            title=self.title,
            district_name=asking.viewer.person.district_name,
            made_on=local_date(asking.services.server.clock()).isoformat(),
            heads=[each.title for each in columns],
            rows=([each.taken(row) for each in columns] for row in _all(listed)),
            foot=_totals(columns, listed),
            filters=asking.wanted.said(listed.options),
        )
        return asking.services.exports.take(asking.viewer.account, table, format_)


def add_list(router: APIRouter, page: ListPage[Any, Any]) -> None:
    """Serve the list at its address, and its files beside it."""

    def shown(request: Request, services: Services, user: CurrentUser) -> Response:
        return page.response(request, services, user)

    router.add_api_route(page.filters.home, shown, methods=["GET"])
    add_files(router, page)


def add_files(router: APIRouter, page: ListPage[Any, Any]) -> None:
    """Serve the files alone, of a list whose page is more than a list."""

    def taken(format_: Format) -> Callable[..., Response]:
        def take(request: Request, services: Services, user: CurrentUser) -> Response:
            asking = Asking(services, user, page.filters.read(request))
            return file_response(page.take(asking, format_), page.name, format_)

        return take

    for each in Format:
        router.add_api_route(f"{page.filters.home}.{each.value}", taken(each), methods=["GET"])


def file_response(exported: Exported, name: str, format_: Format) -> Response:
    """The file as a download; ``name`` is for programs that know no Chinese."""
    plain = f"duji-{name}.{format_.value}"
    headers = {
        **download_headers(exported.name, plain),
        "Content-Length": str(exported.size_bytes),
    }
    return StreamingResponse(exported.pieces(), media_type=TYPES[format_], headers=headers)


def drawn_row(columns: Sequence[Column[R]], row: R) -> DrawnRow:
    """The row as a page shows it."""
    cells = [(each, each.drawn(row)) for each in columns]
    own = (cell.link for column, cell in cells if cell.link and not column.leads_aside)
    return DrawnRow(cells, next(own, ""), row)


def _totals(columns: Sequence[Column[R]], listed: Listed[R]) -> Sequence[Cell]:
    """What stands below the rows; of a list without totals nothing is read."""
    has_some = listed.total > 0 and any(each.total for each in columns)
    return totals(columns, list(_all(listed))) if has_some else ()


def _all(listed: Listed[R]) -> Iterator[R]:
    """Every row of the list, in its order."""
    place = FIRST
    while rows := listed.read(place, ROWS_AT_ONCE):
        yield from rows
        if len(rows) < ROWS_AT_ONCE:
            return
        place = Place(Side.AFTER, listed.key(rows[-1]))
