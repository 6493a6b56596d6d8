"""接口令牌: the tokens by which other systems read, each shown once, and revoked for good."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.ids import uuid7
from domain.kinds.office.token import LONGEST_NAME, TokenScope
from domain.words.values import words_of
from sync_server.access.tokens import ListedToken, each_scope
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, Ticks, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters, unfiltered
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.kinds.thing_page import Fact, ThingPage
from sync_server.console.pages import Page, moment, thing_path
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.office.tokens import Wanted

router = APIRouter()

SECTION, HOME, NEW, GIVEN = "tokens", "/tokens", "/tokens/new", "/tokens/given"
A_YEAR = timedelta(days=365)
SCOPES = {each.value: word for each, word in words_of(TokenScope).items()}
DONE = {"revoked": "已撤销：用这个令牌再也读不到任何内容。"}


def _state(each: ListedToken) -> Sequence[Chip]:
    if each.row.is_revoked:
        return [Chip("已撤销")]
    return [Chip("已到期")] if each.is_over else [Chip("在用", "chip-approved")]


def _used(each: ListedToken) -> str:
    return moment(each.used_at) if each.used_at else "没有用过"


COLUMNS: tuple[Column[ListedToken], ...] = (
    Column("名称", lambda each: each.row.name, lambda each: thing_path("token", each.row.token)),
    Column("可读", lambda each: each_scope(each.scopes)),
    Column("有效期至", lambda each: each.row.valid_until),
    Column("最近使用", _used),
    Column("状态", chips=_state),
)


def _rows(asking: Asking[Filters]) -> Listed[ListedToken]:
    rows = asking.services.tokens.listed(asking.viewer)
    return InOrder(rows, lambda _: True, lambda each: each.row.token).listed()


def _links(asking: Asking[Filters]) -> Sequence[Link]:
    return [Link("发一个令牌", NEW, "btn-ink")] if asking.viewer.may_set_register else []


LIST = ListPage(
    name=SECTION,
    title="接口令牌",
    filters=unfiltered(HOME),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有给别的系统发过令牌",
        "上级平台、Excel、Power BI 要读本区的数据，由督导员在这里发令牌，写明可读什么、到哪天。",
        Link("发一个令牌", NEW, "btn-ink"),
    ),
    links=_links,
    done=DONE,
)
add_list(router, LIST)


class TokenForm(OfficeForm):
    """What another system may read, and until when; ``token`` was made with the form."""

    token: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    name: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_NAME,
            title="名称",
            description="哪个系统、给谁用",
            examples=["市督导平台"],
        ),
    ]
    scopes: Annotated[Ticks, Field(title="可读", description="至少选一项")] = ()
    valid_until: Annotated[date, Field(title="有效期至", description="这天是最后一天")]


class TokenRevokeForm(OfficeForm):
    """That a token is to open nothing any more."""


def _blank(services: ConsoleServices) -> Shown[TokenForm]:
    until = (local_date(services.server.clock()) + A_YEAR).isoformat()
    return Shown(TokenForm, "token", {"token": uuid7(), "valid_until": until}, {"scopes": SCOPES})


@router.get(NEW)
def new(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form of a new one."""
    user.viewer.require_set_register()
    return _form_page(request, user, _blank(services))


@router.post(NEW)
def give(request: Request, services: Services, sent: SentForm) -> Response:
    """Make it, and lead to where its secret is shown."""
    sent.user.viewer.require_set_register()
    secret = ""

    def act(form: TokenForm) -> None:
        nonlocal secret
        scopes = [TokenScope(each) for each in form.scopes]
        wanted = Wanted(form.token, form.name, scopes, form.valid_until)
        secret = services.token_commands.give(sent.account, wanted)

    form = carry_out(_blank(services), sent.typed, act)
    if isinstance(form, Shown):
        return _form_page(request, sent.user, form)
    user = sent.user
    whose = (user.viewer.account, user.viewer.district)
    file = services.given_tokens.keep(form.token, secret, whose, user.secret)
    return RedirectResponse(f"{GIVEN}/{file}", 303)


@router.get(f"{GIVEN}/{{file}}")
def given(request: Request, services: Services, user: CurrentUser, file: str) -> Response:
    """A new token with its secret, for who gave it and a while."""
    user.viewer.require_set_register()
    code, secret = services.given_tokens.given(file, user.viewer.account, user.secret)
    return Page("tokens/given.html").response(
        request,
        user=user,
        section=SECTION,
        given=services.tokens.one(user.viewer, code),
        secret=secret,
        address=(services.place.public_url or str(request.base_url)).rstrip("/"),
    )


@router.get(f"{HOME}/{{code}}")
def token(request: Request, services: Services, user: CurrentUser, code: str) -> Response:
    """What it opens, and what was said of it."""
    return _page(request, services, user, code)


@router.post(f"{HOME}/{{code}}/revoke")
def revoke(request: Request, services: Services, sent: SentForm, code: str) -> Response:
    """Take it back."""
    sent.user.viewer.require_set_register()

    def act(form: TokenRevokeForm) -> None:
        services.token_commands.revoke(sent.account, code, form.version)

    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(sent.user.viewer, "token", code), typed)

    form = carry_out(Shown(TokenRevokeForm, "revoke"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, code, form)
    return RedirectResponse(f"{thing_path('token', code)}?done=revoked", 303)


def _form_page(request: Request, user: SignedIn, form: Shown[TokenForm]) -> Response:
    page = Page("tokens/new.html", status=form.status)
    return page.response(request, user=user, section=SECTION, form=form, action=NEW)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    code: str,
    form: Shown[TokenRevokeForm] | None = None,
) -> Response:
    found = services.tokens.one(user.viewer, code)
    history = services.histories.history(user.viewer, "token", code)
    shown = form or Shown(TokenRevokeForm, "revoke", {"version": history.version})
    page = ThingPage(
        section=SECTION,
        home=HOME,
        history=history,
        facts=[
            Fact("可读", each_scope(found.scopes)),
            Fact("有效期至", found.row.valid_until),
            Fact("最近使用", _used(found)),
        ],
        chips=_state(found),
        done=DONE,
        template="tokens/token.html",
        status=shown.status,
    )
    return page.response(request, user, found=found, form=shown)
