"""督导地图: the page, its list, and what leaves as a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.place.datum import Datum
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_files
from sync_server.console.map.address import MapFilters
from sync_server.console.map.rows import COLUMNS, Row
from sync_server.console.map.sheet import Sheet
from sync_server.console.map.view import View, mark_words
from sync_server.console.pages import policy

router = APIRouter()


def _asked(asking: Asking[MapFilters]) -> Listed[Row]:
    view = View.of(asking)
    return view.listed(next(iter(view.sheets()), None))


LIST = ListPage(
    name="map",
    title="督导地图",
    filters=MapFilters,
    columns=COLUMNS,
    rows=_asked,
    nothing=Empty("还没有单位", "名册里有学校以后，会出现在这里。"),
    template="map/map.html",
)
add_files(router, LIST)


@router.get(MapFilters.home)
def shown(request: Request, services: Services, user: CurrentUser) -> Response:
    """The map that the address asks for, with its list."""
    view = View.of(Asking(services, user, MapFilters.read(request)))
    sheets = view.sheets()
    listed = view.listed(sheets[0] if sheets else None)
    page = replace(LIST, rows=lambda _: listed)
    response = page.response(request, services, user, **_told(view, sheets))
    if services.tiles:
        response.headers["Content-Security-Policy"] = policy(services.tiles.origin)
    return response


def _told(view: View, sheets: Sequence[Sheet]) -> dict[str, Any]:
    tiles = view.asking.services.tiles
    return {
        "view": view,
        "sheets": sheets,
        "mark_words": mark_words,
        "tiles": tiles,
        "is_shifted": tiles is not None and tiles.datum is Datum.GCJ02,
        "parts": view.parts(),
        "unplaced": sum(each.place is None for each in view.found.units),
    }
