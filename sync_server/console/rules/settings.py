"""设置: every setting there is, what it is now, what it means, and how it is changed."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import month_of
from domain.kinds.register.robot import RobotSort
from domain.month.running_term import running_term
from domain.register.trail_rule import rule_on
from domain.words.trail import wanted_words
from domain.words.values import label
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.thing_page import related
from sync_server.console.pages import Page, history_path
from sync_server.console.papers.series_form import series_words
from sync_server.console.rules.closing_form import CLOSING, Closing
from sync_server.console.rules.duty_form import COUNTING, DUTY
from sync_server.console.rules.limit_forms import LIMITS, NAME
from sync_server.console.rules.rule_form import NOUN, Ruling, add_rule_form
from sync_server.console.rules.rules import LIMIT_TITLES, told
from sync_server.console.rules.trail_form import TRAIL
from sync_server.data.watch.rules import robot
from sync_server.month.rules import rule_words
from sync_server.overview.system import disk_words
from sync_server.register.calendar import calendar_of, term_words
from sync_server.server import ToldSetting

router = APIRouter()

UNSET = "没有设置"
# Where something lies on the server is for who looks after its backups.
PATH_UNSEEN = "已设置（路径由督导员查看）"
DATA = "DUJI_DATA"
DONE = {"set": "已保存，原来的内容在修改记录里。"}


class OfficeSetting(NamedTuple):
    """Something that the office sets in the browser: what it is, and where it is changed."""

    title: str
    now: str
    meaning: str
    way: Link


_OFFICE_COLUMNS: tuple[Column[OfficeSetting], ...] = (
    Column("设置", lambda each: each.title),
    Column("现在", lambda each: each.now),
    Column("是什么意思", lambda each: each.meaning),
    Column("怎么改", lambda each: each.way.words, lambda each: each.way.address),
)
_SERVER_COLUMNS: tuple[Column[ToldSetting], ...] = (
    Column("设置名", lambda each: each.name),
    Column("是什么意思", lambda each: each.meaning),
    Column("现在", lambda each: each.value),
    Column("来自", chips=lambda each: [Chip("本服务器") if each.is_set else Chip("默认")]),
)


def _office(ruling: Ruling) -> Iterator[OfficeSetting]:
    """What the office sets: the district's own, its rules, and what has a list of its own."""
    rules = ruling.rules
    name = _way(ruling, NAME.path, history_path(NOUN, rules.district))
    yield OfficeSetting("区县名称", rules.name, "写在页眉、报表和文书上", name)
    yield OfficeSetting("行政区划代码", rules.adcode or UNSET, "国家统计用的 6 位代码", name)
    head = ruling.history.names.person(rules.head) if rules.head else "没有定，按管理员在前"
    yield OfficeSetting("督导室电话", rules.phone or UNSET, "印在学校的公示牌上", name)
    yield OfficeSetting("督导室负责人", head, "反映严重伤害的来信只有负责人看得到", name)
    yield from _rules(ruling)
    calendar = calendar_of(ruling.services.server.database, ruling.user.viewer.district)
    term = term_words(running_term(calendar, ruling.today))
    yield OfficeSetting("学期", term, "未到单位按学期统计", Link("校历", "/calendar"))
    series = ruling.services.paper_pages.series(ruling.user.viewer)
    numbers = "；".join(
        f"{series_words(name)}核定到 {each.last} 号" for name, each in series.items()
    )
    meaning = "每种文书每年从 1 号起，接着上一份往下编；在别处编过号的，先核定编到了几号"
    may_set = ruling.user.viewer.may_set_register
    way = Link("核定", "/papers#series") if may_set else Link("由督导员核定", "")
    yield _robot(ruling)
    yield OfficeSetting("文书编号", numbers or "没有核定过", meaning, way)


def _robot(ruling: Ruling) -> OfficeSetting:
    with ruling.services.server.database.session() as session:
        row = robot(session, ruling.user.viewer.district)
    now = "没有启用"
    if row is not None and row.is_on:
        now = f"{label(RobotSort(row.sort))}，每个工作日 {row.digest_hour} 点汇总"
    may_set = ruling.user.viewer.may_set_register
    way = Link("更正", "/robots") if may_set else Link("由督导员设置", "")
    meaning = "在工作群里报安全隐患，每天说一次有多少事要办"
    return OfficeSetting("群机器人", now, meaning, way)


def _rules(ruling: Ruling) -> Iterator[OfficeSetting]:
    duty = rule_words(ruling.rules.duty, [month_of(ruling.today)])
    trail = wanted_words(rule_on(ruling.rules.trail, ruling.today))
    limits = "；".join(f"{each.title} {each.text}" for each in told(ruling, LIMIT_TITLES))
    for page, now, meaning in (
        (DUTY, "".join(duty[:-1]), "每所学校一个月或一学期要督导几次，从某个月起"),
        (COUNTING, duty[-1], "谁去、一天去几次算完成应督导"),
        (TRAIL, trail, "督导时记录什么、凭什么、做什么用，从某天起"),
        (LIMITS, limits, "提交、在校、整改和保留原图的期限"),
    ):
        yield OfficeSetting(page.title, now, meaning, _way(ruling, page.path, "/rules"))
    closing = Closing.of(ruling.services, ruling.user)
    now = "；".join(f"{title} {text}" for title, text in closing.words(closing.body.rule).items())
    meaning = "逾期几天发哪份公文，隐患几小时内要有人看到"
    yield OfficeSetting(CLOSING.title, now, meaning, _way(ruling, CLOSING.path, "/rules"))


def _server(ruling: Ruling) -> Iterator[ToldSetting]:
    """The server's settings: where its folders are for who may back them up alone."""
    server, may_see_paths = ruling.services.server, ruling.user.viewer.may_back_up
    for each in server.settings:
        value = PATH_UNSEEN if each.is_path and not may_see_paths else each.value
        if each.name == DATA:
            room = disk_words(*server.photo_store.space())
            value = f"{value}；{room}" if may_see_paths else room
        yield each._replace(value=value)


def _way(ruling: Ruling, form: str, page: str) -> Link:
    """To the form; for who may set nothing, to where it stands."""
    return Link("更正", form) if ruling.user.viewer.may_set_register else Link("查看", page)


@router.get("/settings")
def settings(request: Request, services: Services, user: CurrentUser) -> Response:
    """All of them."""
    user.viewer.require_register()
    ruling = Ruling.of(services, user)
    return Page("rules/settings.html").response(
        request,
        user=user,
        section="settings",
        notice=DONE.get(request.query_params.get("done", ""), ""),
        office=related("本区县的设置", _OFFICE_COLUMNS, list(_office(ruling)), ""),
        server=related("服务器的设置", _SERVER_COLUMNS, list(_server(ruling)), ""),
    )


add_rule_form(router, NAME)
