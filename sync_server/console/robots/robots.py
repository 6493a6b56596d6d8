"""群机器人: the robot of the office's group: set up, tried, and what it sent last."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import NotFound
from domain.kinds.register.robot import RobotSort
from domain.words.values import label
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.thing_page import related
from sync_server.console.pages import Page, history_path, moment
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.data.tables import RobotMessageRow
from sync_server.ledger.append import NEW
from sync_server.register.history import History
from sync_server.robots.desk import Asked, RobotStanding
from sync_server.robots.post_box import Outcome, Sort

router = APIRouter()

NOUN = "robot"
DIGEST_HOUR = "8"
AGAIN_AFTER_S = 3
DONE = {
    "set": "已保存，原来的设置在修改记录里。",
    "tried": "几秒后发到群里；发没发成，看下面“最近的消息”。",
}
SORTS = {
    Sort.DIGEST: "每天汇总",
    Sort.HAZARD: "安全隐患",
    Sort.HAZARD_LATE: "隐患超时没有人看到",
    Sort.TRIAL: "试一条",
}
OUTCOMES = {
    Outcome.WAITING: Chip("等着发", "chip-notice"),
    Outcome.SENT: Chip("已发出", "chip-approved"),
    Outcome.NEEDLESS: Chip("不用发了"),
    Outcome.GIVEN_UP: Chip("没有发成", "chip-grave"),
}
_COLUMNS: tuple[Column[RobotMessageRow], ...] = (
    Column("时间", lambda each: moment(each.made_at)),
    Column("什么消息", lambda each: SORTS[Sort(each.sort)]),
    Column("怎样了", lambda each: each.said, chips=lambda each: [OUTCOMES[Outcome(each.outcome)]]),
)


class RobotForm(OfficeForm):
    """Which robot it is, where it is, and when it speaks."""

    is_on: Annotated[bool, Field(title="启用")] = False
    sort: Annotated[RobotSort, Field(title="哪一家的机器人")]
    address: Annotated[
        str,
        Field(
            max_length=200,
            title="机器人的网址（Webhook）",
            description="在群里添加自定义机器人时得到；保存后不再显示，留空就是不改",
            examples=["https://oapi.dingtalk.com/robot/send?access_token=…"],
        ),
    ] = ""
    secret: Annotated[
        str,
        Field(
            max_length=200,
            title="加签密钥",
            description="钉钉、飞书机器人设了“加签”才要填；保存后不再显示，网址和它都留空就是不改",
        ),
    ] = ""
    keyword: Annotated[
        str,
        Field(
            max_length=20,
            title="关键词",
            description="机器人设了“自定义关键词”才要填其中一个，每条消息都会带上",
        ),
    ] = ""
    digest_hour: Annotated[
        int,
        Field(ge=0, le=23, title="每天几点汇总", description="0 到 23；按校历，只在工作日发"),
    ]


class RobotTryForm(OfficeForm):
    """That a message is to be sent now."""


def _history(services: ConsoleServices, user: SignedIn) -> History | None:
    """That of the district's robot; None before one was set up."""
    viewer = user.viewer
    try:
        return services.histories.history(viewer, NOUN, viewer.district)
    except NotFound:
        return None


def _form(standing: RobotStanding, history: History | None) -> Shown[RobotForm]:
    row = standing.row
    typed: Typed = {"digest_hour": DIGEST_HOUR, "version": NEW}
    if row is not None and history is not None:
        typed = {
            "is_on": "true" if row.is_on else "",
            "sort": row.sort,
            "keyword": standing.keyword,
            "digest_hour": str(row.digest_hour),
            "version": history.version,
        }
    return Shown(RobotForm, NOUN, typed)


def _to_try() -> Shown[RobotTryForm]:
    return Shown(RobotTryForm, "try")


@router.get("/robots")
def robots(request: Request, services: Services, user: CurrentUser) -> Response:
    """How the robot is."""
    return _page(request, services, user)


@router.post("/robots")
def set_up(request: Request, services: Services, sent: SentForm) -> Response:
    """Set it up, change it, or switch it off."""
    viewer = sent.user.viewer
    shown = _form(services.robots.standing(viewer), _history(services, sent.user))

    def act(form: RobotForm) -> None:
        asked = Asked(**form.model_dump(exclude={"version"}))
        services.robots.set(viewer, services.office, asked, form.version)

    def latest(typed: Typed) -> Latest:
        now = _history(services, sent.user)
        return Latest({}, ()) if now is None else of_thing(now, typed)

    form = carry_out(shown, sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, form=form)
    return RedirectResponse("/robots?done=set", 303)


@router.post("/robots/try")
def try_out(request: Request, services: Services, sent: SentForm) -> Response:
    """Send a message to try it; the page tells what came of it."""
    form = carry_out(_to_try(), sent.typed, lambda _form: services.robots.try_out(sent.user.viewer))
    if isinstance(form, Shown):
        return _page(request, services, sent.user, trial=form)
    return RedirectResponse("/robots?done=tried", 303)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    form: Shown[RobotForm] | None = None,
    trial: Shown[RobotTryForm] | None = None,
) -> Response:
    standing, history = services.robots.standing(user.viewer), _history(services, user)
    form, trial = form or _form(standing, history), trial or _to_try()
    row = standing.row
    answer = Page("robots/robots.html", status=max(form.status, trial.status)).response(
        request,
        user=user,
        section="robots",
        notice=DONE.get(request.query_params.get("done", ""), ""),
        standing=standing,
        word=label(RobotSort(row.sort)) if row else "",
        form=form,
        trial=trial,
        messages=related("最近的消息", _COLUMNS, standing.messages, "还没有发过消息。"),
        history=history_path(NOUN, history.code) if history else "",
    )
    if standing.is_being_tried and answer.status_code == HTTPStatus.OK:
        answer.headers["Refresh"] = str(AGAIN_AFTER_S)
    return answer
