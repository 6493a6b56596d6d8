"""The bar: the same groups on every page, and the sections of the group one is in."""

import re

import pytest
from fastapi.routing import APIRoute

from sync_server.console.navigation import NAVIGATION, Section, bar_of
from sync_server.console.site import page_routers
from tests.builders.pages import matched


def bar(page: str, label: str) -> list[tuple[str, str]]:
    """The links of a bar, and what is said of the current one."""
    nav = matched(rf'<nav[^>]* aria-label="{label}">(.*?)</nav>', page)
    found = re.findall(r'<a href="[^"]+"(?: aria-current="(\w+)")?>([^<]+)</a>', nav)
    return [(word, current) for current, word in found]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/visits", "督导记录"),
        ("/", "今日"),
        ("/findings", "问题整改"),
        ("/papers", "问题整改"),
        ("/month", "统计报表"),
        ("/activities", "日常工作"),
        ("/schools", "基础信息"),
        ("/zones/z1", "基础信息"),
        ("/themes", "计划规则"),
        ("/devices", "系统"),
        ("/history/zone/z1", ""),
    ],
)
def test_every_page_has_the_same_groups_and_marks_its_own(supervisor, path, current):
    found = dict(bar(supervisor.page(path), "主要栏目"))
    assert {word for word, said in found.items() if said} == ({current} if current else set())
    assert list(found) == [word for word, _ in bar(supervisor.page("/visits"), "主要栏目")]


def test_the_sections_of_a_group_stand_below_it(browsers):
    clerk = browsers("zhao.tong")
    books = ["工作台账", "听课台账", "问题整改清单", "回访复查台账"]
    words = ["月度统计", "督导进度", "未到单位", "进校频次", *books, "差异系数"]
    for path, current in (("/month", 0), ("/grid", 1), ("/uncovered", 2), ("/books/work", 4)):
        found = bar(clerk.page(path), "统计报表")
        assert found == [(each, "page" if each == words[current] else "") for each in words]
    groups = [word for word, _ in bar(clerk.page("/month"), "主要栏目")]
    some = ["今日", "督导记录", "问题整改", "统计报表"]
    assert groups == [*some, "日常工作", "基础信息", "计划规则", "系统"]


def test_a_group_of_which_one_section_is_for_somebody_has_its_word(supervisor):
    sections = (
        Section("a", "/a", "甲", lambda _: True, "组"),
        Section("b", "/b", "乙", lambda _: False, "组"),
        Section("c", "/c", "丙", lambda _: False, "别组"),
    )
    found = bar_of(sections, None, "a")  # type: ignore[arg-type]
    assert (found.groups, found.sections) == ([("/a", "甲", "page")], [])


def test_every_section_leads_to_a_page():

    routes = [route for router in page_routers() for route in router.routes]
    paths = {route.path for route in routes if isinstance(route, APIRoute)}
    assert {each.path for each in NAVIGATION} <= paths
