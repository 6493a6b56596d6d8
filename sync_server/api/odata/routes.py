"""``GET /odata/v1/…``: the service document, ``$metadata``, sets, their counts and single rows."""

import re
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from domain.errors import NotFound
from sync_server.access.tokens import Reader
from sync_server.api.deps import ServerDep
from sync_server.api.odata.answers import HEADERS, ODATA, ODataRoute, address, answer, shown_token
from sync_server.api.odata.metadata import metadata
from sync_server.api.odata.options import PAGE_ROWS, Options, given_options, read_options
from sync_server.data.feeds.ask import Ask, Condition, Op
from sync_server.feeds.cursor import written
from sync_server.feeds.feed import Feed
from sync_server.feeds.models import FeedRow
from sync_server.feeds.reading import BY_PLURAL, FEEDS, Found, Taken
from sync_server.server import Server

router = APIRouter(prefix=ODATA, route_class=ODataRoute, include_in_schema=False)

_PATH = re.compile(
    r"(?P<set>[A-Za-z]{1,40})(?P<key>\('(?P<code>(?:[^']|'')*)'\))?(?P<count>/\$count)?"
)
_MAX_PAGE = re.compile(r"(?:odata\.)?maxpagesize=([0-9]{1,6})")


def reader_of(request: Request, server: ServerDep) -> Reader:
    """Who shows the token; NotSignedIn without a good one."""
    return server.tokens.reader(shown_token(request))


ReaderDep = Annotated[Reader, Depends(reader_of)]


class _Call(NamedTuple):
    """A request, the server's services, and who asks."""

    request: Request
    server: Server
    reader: Reader

    @property
    def base(self) -> str:
        """The server's address as people use it."""
        public: str | None = self.request.app.state.public_url
        return (public or str(self.request.base_url)).rstrip("/")

    @property
    def page_rows(self) -> int:
        """How many rows a page has at most, as the client prefers."""
        wanted = _MAX_PAGE.search(self.request.headers.get("prefer", ""))
        return min(PAGE_ROWS, max(1, int(wanted[1]))) if wanted else PAGE_ROWS


@router.get("")
@router.get("/")
def service(request: Request, server: ServerDep, reader: ReaderDep) -> Response:
    """The sets that the token opens."""
    given_options(request.url.query)
    call = _Call(request, server, reader)
    sets = [
        {"name": each.plural, "title": each.title, "kind": "EntitySet", "url": each.plural}
        for each in FEEDS
        if each.scope in reader.scopes
    ]
    return answer({"@odata.context": address(call.base, "$metadata"), "value": sets})


@router.get("/$metadata")
def described(_reader: ReaderDep) -> Response:
    """What the sets are made of."""
    return Response(metadata(), headers=HEADERS, media_type="application/xml")


@router.get("/{path:path}")
def rows(request: Request, server: ServerDep, reader: ReaderDep, path: str) -> Response:
    """A set, how many rows it has, or one of them."""
    found = _PATH.fullmatch(path)
    feed = BY_PLURAL.get(found["set"]) if found else None
    if found is None or feed is None or (found["key"] and found["count"]):
        sets = "、".join(BY_PLURAL)
        raise NotFound(f"没有“{path[:60]}”；有 {sets}。", code="no_such_set")
    call = _Call(request, server, reader)
    options = read_options(request.url.query, feed, call.page_rows)
    if found["count"]:
        number = server.feeds.count(reader, feed, options.ask)
        return Response(str(number), headers=HEADERS, media_type="text/plain")
    if found["key"]:
        return _one(call, feed, options, found["code"].replace("''", "'"))
    return _set(call, feed, options)


def _set(call: _Call, feed: Feed, options: Options) -> Response:
    """One page of a set; that it leaves is written down before."""
    feeds, ask = call.server.feeds, options.ask
    found = feeds.read(call.reader, feed, ask) if ask.limit else Found((), has_more=False)
    call.reader.require(feed.scope)
    content: dict[str, object] = {"@odata.context": _context(call, feed, options)}
    if options.counts:
        content["@odata.count"] = feeds.count(call.reader, feed, ask)
    content["value"] = [_told(row, options) for row in found.rows]
    following = _next(call, feed, options, found)
    if following:
        content["@odata.nextLink"] = following
    return _taken(call, feed, options, (content, len(found.rows)))


def _one(call: _Call, feed: Feed, options: Options, code: str) -> Response:
    """The row of this key; NotFound where the district has none."""
    ask = Ask("", (feed.key,), 1, (Condition(feed.key, Op.EQ, code),))
    found = call.server.feeds.read(call.reader, feed, ask)
    if not found.rows:
        raise NotFound(f"{feed.plural} 里没有这一行。", code="no_such_row")
    content = {"@odata.context": f"{_context(call, feed, options)}/$entity"}
    return _taken(call, feed, options, ({**content, **_told(found.rows[0], options)}, 1))


def _taken(
    call: _Call, feed: Feed, options: Options, told: tuple[dict[str, object], int]
) -> Response:
    content, number = told
    response = answer(content)
    said = " ".join(f"{name}={value}" for name, value in options.given.items())
    taken = Taken(feed, "odata", number, f"：{said}" if said else "")
    call.server.feeds.note(call.reader, taken, bytes(response.body))
    return response


def _told(row: FeedRow, options: Options) -> dict[str, object]:
    return row.model_dump(mode="json", include=set(options.select) or None)


def _context(call: _Call, feed: Feed, options: Options) -> str:
    chosen = f"({','.join(options.select)})" if options.select else ""
    return f"{address(call.base, '$metadata')}#{feed.plural}{chosen}"


def _next(call: _Call, feed: Feed, options: Options, found: Found) -> str:
    """Where the next page is; empty where nothing more was asked for."""
    left = None if options.top is None else options.top - len(found.rows)
    if not found.has_more or left == 0:
        return ""
    kept = ("$select", "$filter", "$orderby", "$format")
    query = {name: value for name, value in options.given.items() if name in kept}
    if left is not None:
        query["$top"] = str(left)
    query["$skiptoken"] = written(feed.key_of(found.rows[-1], options.ask.order))
    return address(call.base, feed.plural, query)
