"""``GET /read/v1/…``: visits, findings, months, units and people of the token's district."""

from typing import Annotated, Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from sync_server.access.tokens import Reader
from sync_server.api.deps import ServerDep
from sync_server.api.problems import problems
from sync_server.api.read.asking import (
    READ,
    Asking,
    FindingsAsked,
    MonthsAsked,
    ReaderDep,
    RegisterAsked,
    VisitsAsked,
)
from sync_server.data.feeds.ask import Ask, Condition, Op
from sync_server.feeds import findings as finding_feed
from sync_server.feeds import months as month_feed
from sync_server.feeds import register as register_feeds
from sync_server.feeds import visits as visit_feed
from sync_server.feeds.cursor import read_cursor, written
from sync_server.feeds.feed import Feed
from sync_server.feeds.models import FindingRead, MonthRead, PersonRead, UnitRead, VisitRead
from sync_server.feeds.reading import Taken
from sync_server.server import Server

router = APIRouter(prefix=READ, tags=["read"])
R = TypeVar("R", bound=BaseModel)
PROBLEMS = problems(401, 403, 422, 429, 503)


class Rows(BaseModel, Generic[R]):
    """Rows of one page."""

    items: Annotated[list[R], Field(title="各行")]
    next: Annotated[
        str | None, Field(title="下一页", description="下一页的地址；没有了是 null")
    ] = None


@router.get("/visits", response_model=Rows[VisitRead], responses=PROBLEMS)
def visits(
    request: Request,
    server: ServerDep,
    reader: ReaderDep,
    asked: Annotated[VisitsAsked, Query()],
) -> Response:
    """督导：最近的在前。"""
    return _page(_Call(request, server, reader), visit_feed.FEED, asked, "position")


@router.get("/findings", response_model=Rows[FindingRead], responses=PROBLEMS)
def findings(
    request: Request,
    server: ServerDep,
    reader: ReaderDep,
    asked: Annotated[FindingsAsked, Query()],
) -> Response:
    """问题：最近提出的在前。"""
    return _page(_Call(request, server, reader), finding_feed.FEED, asked, "changed")


@router.get("/months", response_model=Rows[MonthRead], responses=PROBLEMS)
def months(
    request: Request,
    server: ServerDep,
    reader: ReaderDep,
    asked: Annotated[MonthsAsked, Query()],
) -> Response:
    """月度统计表的各行，月份早的在前。"""
    return _page(_Call(request, server, reader), month_feed.FEED, asked)


@router.get("/units", response_model=Rows[UnitRead], responses=PROBLEMS)
def units(
    request: Request,
    server: ServerDep,
    reader: ReaderDep,
    asked: Annotated[RegisterAsked, Query()],
) -> Response:
    """单位，按编号。"""
    return _page(_Call(request, server, reader), register_feeds.UNITS, asked)


@router.get("/people", response_model=Rows[PersonRead], responses=PROBLEMS)
def people(
    request: Request,
    server: ServerDep,
    reader: ReaderDep,
    asked: Annotated[RegisterAsked, Query()],
) -> Response:
    """人员，按账号；没有姓名、电话、证号。"""
    return _page(_Call(request, server, reader), register_feeds.PEOPLE, asked)


class _Call(NamedTuple):
    """A request, the server's services, and who asks."""

    request: Request
    server: Server
    reader: Reader


def _page(call: _Call, feed: Feed, asked: Asking, changed: str = "") -> Response:
    """One page; that it leaves is written down before."""
    feeds, conditions = call.server.feeds, asked.conditions()
    if changed and (since := asked.since()):
        conditions.append(Condition(changed, Op.GE, feeds.position_at(since)))
    after = read_cursor(asked.after, feed, feed.order)
    ask = Ask("", feed.order, asked.limit, tuple(conditions), feed.is_rising, after)
    found = feeds.read(call.reader, feed, ask)
    following = _next(call.request, feed, found.rows[-1]) if found.has_more else None
    content = Rows[Any](items=list(found.rows), next=following).model_dump_json().encode()
    said = asked.model_dump(exclude_defaults=True, mode="json")
    words = f"：{urlencode(said)}" if said else ""
    feeds.note(call.reader, Taken(feed, "json", len(found.rows), words), content)
    headers = {"Cache-Control": "no-store"}
    return Response(content, media_type="application/json", headers=headers)


def _next(request: Request, feed: Feed, last: Any) -> str:
    """The address of the page behind this row."""
    query = {name: value for name, value in request.query_params.items() if name != "after"}
    query["after"] = written(feed.key_of(last, feed.order))
    return f"{READ}/{feed.path}?{urlencode(query)}"
