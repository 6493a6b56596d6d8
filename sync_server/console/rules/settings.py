"""设置: every setting there is, what it is now, what it means, and how it is changed."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import month_of
from domain.month.running_term import running_term
from domain.register.trail_rule import rule_on
from domain.words.trail import wanted_words
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.thing_page import related
from sync_server.console.pages import Page, history_path
from sync_server.console.rules.duty_form import COUNTING, DUTY
from sync_server.console.rules.limit_forms import LIMITS, NAME
from sync_server.console.rules.rule_form import NOUN, Ruling, add_rule_form
from sync_server.console.rules.rules import LIMIT_TITLES, told
from sync_server.console.rules.trail_form import TRAIL
from sync_server.month.rules import rule_words
from sync_server.register.calendar import calendar_of, term_words
from sync_server.server import ToldSetting

router = APIRouter()

UNSET = "没有设置"
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


def _limits(ruling: Ruling) -> str:
    return "\n".join(f"{each.title} {each.text}" for each in told(ruling, LIMIT_TITLES))


def _office(ruling: Ruling) -> Iterator[OfficeSetting]:
    """What the office sets; who may not set anything is led to where it stands."""
    may_set = ruling.user.viewer.may_set_register

    def way(form: str, page: str, words: str = "更正") -> Link:
        return Link(words, form) if may_set else Link("查看", page)

    rules, today = ruling.rules, ruling.today
    rules_page = "/rules"
    yield OfficeSetting(
        "区县名称",
        rules.name,
        "写在页眉、报表和通知书上",
        way(NAME.path, history_path(NOUN, rules.district)),
    )
    yield OfficeSetting(
        "行政区划代码",
        rules.adcode or UNSET,
        "国家统计用的 6 位代码",
        way(NAME.path, history_path(NOUN, rules.district)),
    )
    duty = rule_words(rules.duty, [month_of(today)])
    yield OfficeSetting(
        "应督导次数",
        "\n".join(duty[:-1]),
        "每所学校一个月或一学期要督导几次，从某个月起",
        way(DUTY.path, rules_page, "新增一条"),
    )
    yield OfficeSetting(
        "怎样算完成", duty[-1], "谁去、一天去几次算完成应督导", way(COUNTING.path, rules_page)
    )
    yield OfficeSetting(
        "留痕规定",
        wanted_words(rule_on(rules.trail, today)),
        "督导时记录什么、凭什么、做什么用，从某天起",
        way(TRAIL.path, rules_page, "新增一条"),
    )
    yield OfficeSetting(
        "期限和天数",
        _limits(ruling),
        "提交、在校、整改和保留原图的期限",
        way(LIMITS.path, rules_page),
    )
    calendar = calendar_of(ruling.services.server.database, ruling.user.viewer.district)
    yield OfficeSetting(
        "学期",
        term_words(running_term(calendar, today)),
        "未到单位按学期统计",
        Link("校历", "/calendar"),
    )


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
        server=related("服务器的设置", _SERVER_COLUMNS, services.server.settings, ""),
    )


add_rule_form(router, NAME)
