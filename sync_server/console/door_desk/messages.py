"""群众来信: what came from public cards, and what the office does about it."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.kinds.office.message import MessageAbout, MessageState
from domain.trail.line import Sha256Hex
from domain.words.values import label, words_of
from sync_server.console.door_desk.message_forms import (
    AcceptMessageForm,
    CloseMessageForm,
    PassMessageForm,
    ReportMessageForm,
)
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    Sent,
    SentForm,
    Shown,
    carry_out,
    put_again,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.messages import ListedMessage, MessagePage
from sync_server.register.step import since

router = APIRouter()

SECTION = "messages"
DONE = {
    "accepted": "已受理，来信人用查询码看得到您写的话。",
    "passed": "已转督学，督学在电脑上的“群众来信”里看得到。",
    "reported": "已报给督导室。",
    "closed": "已办结，来信人用查询码看得到您写的话。",
}
F = TypeVar("F", bound=OfficeForm)


class MessageFilters(Filters):
    """Which messages the list shows."""

    home = "/messages"

    state: Annotated[Choice, Field(title="状态")] = ""
    about: Annotated[Choice, Field(title="反映什么")] = ""

    def wants(self, message: ListedMessage) -> bool:
        """Whether the message is among them."""
        row = message.row
        return self.state in ("", row.state) and self.about in ("", row.about)


def chips(message: ListedMessage) -> list[Chip]:
    """Where it stands, and what asks for a look."""
    state = message.message.state
    look = "chip-approved" if state is MessageState.CLOSED else "chip-notice"
    found = [Chip(label(state), look)]
    if message.is_late:
        found.append(Chip("超过受理时限", "chip-grave"))
    if message.message.about is MessageAbout.HARM:
        found.append(Chip("严重伤害", "chip-grave"))
    return found


def _rows(asking: Asking[MessageFilters]) -> Listed[ListedMessage]:
    found = asking.services.door.messages.listed(asking.viewer)
    return InOrder(found, asking.wanted.wants, lambda each: each.row.message).listed(
        {
            "state": {each.value: word for each, word in words_of(MessageState).items()},
            "about": {each.value: word for each, word in words_of(MessageAbout).items()},
        }
    )


COLUMNS: tuple[Column[ListedMessage], ...] = (
    Column("来信日期", lambda each: each.row.sent_on, lambda each: f"/messages/{each.row.message}"),
    Column("单位", lambda each: each.school),
    Column("反映什么", lambda each: label(each.message.about)),
    Column("状态", chips=chips),
    Column("受理期限", lambda each: each.row.accept_by),
    Column("转给", lambda each: each.passed_to),
)

LIST = ListPage(
    name=SECTION,
    title="群众来信",
    filters=MessageFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("没有群众来信", "家长扫学校公示牌上的二维码留言，留言到这里；学校看不到。"),
)
add_list(router, LIST)


@router.get("/messages/{message}")
def message(
    request: Request, services: Services, user: CurrentUser, message: Sha256Hex
) -> Response:
    """One message, and what was done about it."""
    return _page(request, services, user, message)


@router.post("/messages/{message}/accept")
def accept(request: Request, services: Services, sent: SentForm, message: Sha256Hex) -> Response:
    """The office looks into it."""

    def act(form: AcceptMessageForm) -> None:
        services.door.messages.accept(sent.user.viewer, message, form.version, form.text)

    return _acted(request, services, sent, (message, AcceptMessageForm, "accepted"), act)


@router.post("/messages/{message}/pass")
def pass_on(request: Request, services: Services, sent: SentForm, message: Sha256Hex) -> Response:
    """An inspector is to look into it."""

    def act(form: PassMessageForm) -> None:
        what = (form.account, form.text)
        services.door.messages.pass_on(sent.user.viewer, message, form.version, what)

    return _acted(request, services, sent, (message, PassMessageForm, "passed"), act)


@router.post("/messages/{message}/report")
def report(request: Request, services: Services, sent: SentForm, message: Sha256Hex) -> Response:
    """What the inspector found."""

    def act(form: ReportMessageForm) -> None:
        services.door.messages.report(sent.user.viewer, message, form.version, form.text)

    return _acted(request, services, sent, (message, ReportMessageForm, "reported"), act)


@router.post("/messages/{message}/close")
def close(request: Request, services: Services, sent: SentForm, message: Sha256Hex) -> Response:
    """It is done."""

    def act(form: CloseMessageForm) -> None:
        services.door.messages.close(sent.user.viewer, message, form.version, form.text)

    return _acted(request, services, sent, (message, CloseMessageForm, "closed"), act)


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, type[F], str],
    act: Callable[[F], None],
) -> Response:
    """The page after an act, or with the form of it that was refused."""
    message, model, done = what
    user = sent.user
    page = services.door.messages.page(user.viewer, message)

    def latest(typed: Typed) -> Latest:
        return _latest(services.door.messages.page(user.viewer, message), typed)

    shown = Shown(model, model.__name__, options=_options(page, model))
    form = carry_out(shown, sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, message, form)
    return RedirectResponse(f"/messages/{message}?done={done}", 303)


def _latest(page: MessagePage, typed: Typed) -> Latest:
    steps = [
        Meanwhile(page.names.person(step.account), step.at, step.word, step.text)
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.message.version}, steps)


def _options(page: MessagePage, model: type[OfficeForm]) -> Options:
    return {"account": dict(page.inspectors)} if model is PassMessageForm else {}


def _forms(page: MessagePage) -> dict[str, Shown[Any]]:
    """The forms that the message is open to now, for who looks."""
    state, message = page.message.state, page.message
    models: list[type[OfficeForm]] = []
    if page.may_lead and state is MessageState.SENT:
        models = [AcceptMessageForm]
    elif page.may_lead and state is not MessageState.CLOSED:
        models = (
            [CloseMessageForm] if message.about.is_apart else [PassMessageForm, CloseMessageForm]
        )
    if page.may_report:
        models.insert(0, ReportMessageForm)
    seen = {"version": message.version}
    return {
        each.__name__: Shown(each, each.__name__, seen, _options(page, each)) for each in models
    }


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    message: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.door.messages.page(user.viewer, message)
    forms = _forms(page)
    is_drawn = put_again(forms, again)
    return Page("door_desk/message.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        message=page.message,
        names=page.names,
        chips=chips(page.listed),
        forms=forms,
        again=again,
        is_drawn=is_drawn,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
