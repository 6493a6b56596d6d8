"""锁定与补报: sealing and opening a month from the console, and what both pages say of it."""

from datetime import timedelta

import pytest

from tests.builders.office import Inspection
from tests.builders.pages import Browser
from tests.sync_server.console.test_month_page import cells, figure

PAGE, MAY = "/month/2026-05/changes", "/month?period=2026-05"


@pytest.fixture
def brought(server, inspection, clock):
    """A visit of May that came in time, one that is still on its phone, and it is June."""
    phones = [inspection, Inspection.of(server, "wang.fang")]
    for phone, school in zip(phones, ("school-1", "school-2"), strict=True):
        phone.open_visit(school)
        phone.check_in()
        phone.submit(has_no_problem=True)
    phones[0].push()
    clock.move(minutes=int(timedelta(days=20) / timedelta(minutes=1)))
    return phones[1]


def seal(browser: Browser) -> None:
    assert browser.fill(PAGE, "/month/2026-05/lock").headers["location"] == f"{PAGE}?done=locked"


def test_the_clerk_seals_a_month_and_late_arrivals_stand_beside_it(brought, browsers):
    clerk = browsers("zhao.tong")
    assert "没有锁定，数字会随补报和更正变化" in clerk.page(MAY)
    assert "还有没办完的督导：待审 1 次" in clerk.page(PAGE)
    seal(clerk)
    brought.push()
    page, now = clerk.page(MAY), clerk.page(f"{MAY}&version=0")
    assert "第 1 版，赵统 2026-06-" in page
    assert (figure(page, "一片区", 5), figure(now, "一片区", 5)) == ("1", "2")
    assert "不是锁定的那一版" in now
    listed = clerk.page(PAGE)
    assert "补报（1 次）" in listed
    assert "调整（0 次）" in listed
    assert "第2小学" in listed
    assert "督导次 +1" in listed
    assert "/visits/" not in listed


def test_the_supervisor_comes_from_a_change_to_its_visit(brought, browsers):
    supervisor = browsers("li.zhuren")
    seal(supervisor)
    brought.push()
    assert f'href="/visits/{brought.visit}"' in supervisor.page(PAGE)


def test_each_version_can_be_taken_out(brought, browsers):
    clerk = browsers("zhao.tong")
    seal(clerk)
    brought.push()
    answer = clerk.fill(PAGE, "/month/2026-05/unlock", reason="漏了一次")
    assert answer.headers["location"] == f"{PAGE}?done=unlocked"
    assert "已解锁，重新锁定以前以这一版为准" in clerk.page(MAY)
    seal(clerk)
    first, second, official = (
        clerk.get(f"/month/2026-05.xlsx{query}").content
        for query in ("?version=1", "?version=2", "")
    )
    sums = [cells(each, "按责任区")["合计"]["督导次"] for each in (first, second, official)]
    assert sums == [1, 2, 2]
    page = clerk.page(PAGE)
    assert "漏了一次" in page
    assert "/month/2026-05.xlsx?version=1" in page
    assert "旧版：第 1 版" in clerk.page(f"{MAY}&version=1")


def test_a_month_is_opened_only_with_a_reason(brought, browsers):
    clerk = browsers("zhao.tong")
    seal(clerk)
    answer = clerk.fill(PAGE, "/month/2026-05/unlock", reason=" ")
    assert answer.status_code == 400
    assert 'id="unlock-reason-error"' in answer.text
    assert "已锁定" in clerk.page(PAGE)


def test_who_was_overtaken_is_told_and_seals_nothing(brought, browsers):
    clerk, supervisor = browsers("zhao.tong"), browsers("li.zhuren")
    stale = clerk.hidden(PAGE, "/month/2026-05/lock")
    seal(supervisor)
    answer = clerk.send("/month/2026-05/lock", **stale)
    assert answer.status_code == 409
    assert "刚才有人锁定或者解锁过这个月" in answer.text
    assert "第 2 版" not in clerk.page(PAGE)


def test_a_year_prints_what_was_sealed_and_the_difference(brought, browsers):
    clerk = browsers("zhao.tong")
    seal(clerk)
    assert "已锁定的月份" not in clerk.page("/month?period=2025")
    brought.push()
    page = clerk.page("/month?period=2026")
    assert '<th scope="row">督导次</th><td>1</td><td>+1</td><td>2</td>' in page


def test_what_is_no_month_or_no_version_is_said(brought, browsers):
    clerk = browsers("zhao.tong")
    assert clerk.get("/month/2026/changes").status_code == 400
    assert clerk.get(f"{MAY}&version=9").status_code == 404
    assert "还没有结束" in clerk.page("/month/2026-06/changes")
    assert browsers("chen.jing").get(PAGE).status_code == 403
