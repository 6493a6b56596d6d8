"""操作记录: who did, saw and took out what, and who signed in."""

import csv
import io
import re

import pytest

from domain.kinds.author import Role
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.grant import GrantPrivate, GrantSet
from sync_server.access.viewer import Viewer
from sync_server.audit.audit import Audit
from sync_server.data.audit.listing import AuditFilter
from sync_server.data.paging import Key, Place, Side
from sync_server.projection.rebuild import rebuild
from tests.builders.backup import verified
from tests.builders.handset import write
from tests.builders.office import a_picture, a_rich_visit
from tests.builders.pages import Browser, matched

CELL = re.compile(r'<td data-name="([^"]+)"[^>]*>(.*?)</td>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def rows(page: str) -> list[dict[str, str]]:
    """What the list's rows say, the newest first."""
    found: list[dict[str, str]] = []
    for name, cell in CELL.findall(page):
        if name == "时间":
            found.append({})
        found[-1][name] = " ".join(TAG.sub(" ", cell).split())
    return found


def said(browser: Browser, query: str = "") -> list[tuple[str, str, str]]:
    """Who did what to which thing."""
    shown = rows(browser.page(f"/audit{query}"))
    return [(each["谁"].split()[0], each["做了什么"], each["对象"]) for each in shown]


@pytest.fixture
def visit(inspection) -> str:
    return a_rich_visit(inspection, [a_picture("一")])


def test_an_act_and_a_look_at_a_visit_stand_there_with_who_and_a_link(supervisor, visit):
    page = f"/visits/{visit}"
    supervisor.fill(page, f"{page}/review", verdict="approved")
    assert said(supervisor, "?noun=visit") == [
        ("李主任", "查看", "第1小学 2026-05-14"),
        ("李主任", "审核通过", "第1小学 2026-05-14"),
    ]
    assert f'href="{page}"' in supervisor.page("/audit?noun=visit")


def test_a_finding_is_called_by_its_unit_and_day(supervisor, visit):
    page = matched(r'href="(/findings/[0-9a-f]{64})"', supervisor.page("/findings"))
    supervisor.page(page)
    assert said(supervisor, "?noun=finding") == [("李主任", "查看", "第1小学 2026-05-14")]
    assert f'href="{page}"' in supervisor.page("/audit?noun=finding")


def test_each_things_page_leads_to_its_own_rows(supervisor, visit):
    for page, noun in ((f"/visits/{visit}", "visit"), ("/people/chen.jing", "person")):
        address = re.search(rf'href="(/audit\?noun={noun}&amp;code=[^"]+)"', supervisor.page(page))
        assert address, page
        shown = said(supervisor, address[1].replace("&amp;", "&").removeprefix("/audit"))
        assert shown[0][:2] == ("李主任", "查看")
    assert "只看“陈静”" in supervisor.page("/audit?noun=person&code=chen.jing")


def a_holiday(name: str) -> CalendarSet:
    return CalendarSet(
        calendar_id="national-day",
        name=name,
        sort=CalendarSort.PUBLIC_HOLIDAY,
        from_on="2026-10-01",
        to_on="2026-10-08",
    )


def test_a_line_of_the_calendar_and_a_grant_are_there_by_their_names(supervisor, server):
    grant = GrantSet(account="wang.fang.other", role=Role.AUDITOR, from_on="2026-05-01")
    write(server, "wanshan", (a_holiday("国庆节"), None), (grant, GrantPrivate(name="王芳")))
    write(server, "other", (a_holiday("别区的"), None))
    for noun, word, code, title in (
        ("calendar", "设置校历", "national-day", "国庆节 2026-10-01"),
        ("grant", "设置跨区授权", "wang.fang.other", "王芳"),
    ):
        assert ("系统", word, title) in said(supervisor, f"?noun={noun}")
        assert f"只看“{title}”" in supervisor.page(f"/audit?noun={noun}&code={code}")


def test_the_queue_tells_which_visit_was_seen_there(supervisor, visit):
    supervisor.page("/review")
    assert ("李主任", "查看", "第1小学 2026-05-14") in said(supervisor, f"?noun=visit&code={visit}")


def test_a_photo_and_a_list_are_seen_too_and_a_small_picture_with_its_page(
    supervisor, inspection, visit
):
    inspection.send_photo(a_picture("一"))
    thumbnail = re.search(
        r'src="(/photos/[^"]+/thumbnail[^"]*)"', supervisor.page(f"/visits/{visit}")
    )
    assert thumbnail
    assert supervisor.get(thumbnail[1]).status_code == 200
    supervisor.get(thumbnail[1].partition("/thumbnail")[0])
    supervisor.page("/people")
    found = said(supervisor)
    assert [each for each in found if each[2] == "督导照片"] == [("李主任", "查看", "督导照片")]
    assert ("李主任", "查看", "督学与账号") in found


def test_what_one_may_not_see_is_no_look(browsers, visit, supervisor):
    assert browsers("li.zhuren.other").get(f"/visits/{visit}").status_code == 404
    assert said(supervisor, f"?noun=visit&code={visit}") == []


def test_the_same_look_counts_again_after_ten_minutes(supervisor, visit, clock):
    page = f"/visits/{visit}"
    supervisor.page(page), supervisor.page(page)
    assert len(said(supervisor, f"?noun=visit&code={visit}")) == 1
    clock.move(minutes=11)
    supervisor.page(page)
    assert len(said(supervisor, f"?noun=visit&code={visit}")) == 2


def test_signing_in_and_out_and_what_was_refused(supervisor, browsers, server):
    server.accounts.set_password("zhao.tong", "chang-mima-2026")
    stranger = browsers()
    stranger.sign_in("zhao.tong", "not it")
    stranger.sign_in("nobody.here", "a password in the wrong field")
    stranger.sign_in("zhao.tong", "chang-mima-2026")
    stranger.post("/sign-out", on="/own")
    shown = [each[:2] for each in said(supervisor, "?account=zhao.tong")]
    assert shown == [
        ("赵统", "退出登录 testclient"),
        ("赵统", "登录 testclient"),
        ("赵统", "登录失败：密码或登录码不对 testclient"),
    ]
    assert "nobody.here" not in supervisor.page("/audit")


def test_taking_the_list_out_is_a_row_of_it(supervisor):
    supervisor.page("/people")
    taken = supervisor.get("/audit.csv?sort=seen").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(taken)))
    assert any("督学与账号" in line for line in lines)
    assert ("李主任", "导出表格", "操作记录") in said(supervisor, "?sort=exported")
    assert supervisor.get("/audit.xlsx").content.startswith(b"PK")


def test_it_is_narrowed_by_who_sort_thing_and_days(browsers, clock):
    browsers("li.zhuren").page("/people/chen.jing")
    clock.move(days=1)
    supervisor = browsers("li.zhuren")
    supervisor.page("/people/wang.fang")
    assert [each[2] for each in said(supervisor, "?noun=person&since=2026-05-15")] == ["王芳"]
    query = "?noun=person&sort=seen&since=2026-05-14&until=2026-05-14"
    assert [each[2] for each in said(supervisor, query)] == ["陈静"]
    assert said(supervisor, "?account=chen.jing&sort=seen") == []
    assert supervisor.get("/audit?since=2026-13-01").status_code == 400
    assert supervisor.page("/audit?since=&until=&account=")


def test_it_is_for_who_leads_and_for_their_district_alone(browsers):
    browsers("li.zhuren.other").page("/people")
    for account in ("chen.jing", "zhao.tong"):
        browser = browsers(account)
        assert [browser.get(f"/audit{end}").status_code for end in ("", ".csv")] == [403, 403]
    assert "li.zhuren.other" not in browsers("li.zhuren").page("/audit")


def test_what_the_command_line_did_is_the_systems(supervisor, server):
    shown = said(supervisor, "?account=system&noun=school")
    assert ("系统", "设置学校", "第1小学") in shown


def test_pages_of_acts_and_looks_together_leave_nothing_out(supervisor, server, clock):
    for school in ("school-1", "school-2", "school-3"):
        supervisor.page(f"/schools/{school}")
        clock.move(minutes=1)
        supervisor.get("/schools.csv")
    person = server.accounts.session_account(supervisor.client.cookies["duji_session"])
    audit = Audit(server.database, server.usage)
    found = audit.found(Viewer(person), AuditFilter(""), (None, None))
    every = [found.key(each) for each in found.read(Place(), 1000)]
    assert len(every) == found.total
    assert every == sorted(set(every), reverse=True)
    forth: list[Key] = []
    place = Place()
    while some := found.read(place, 3):
        forth += map(found.key, some)
        place = Place(Side.AFTER, forth[-1])
    assert forth == every
    assert supervisor.get("/audit?at=after.999999999999999999.2.1").status_code == 200


def test_acts_are_verified_and_made_anew_from_the_log(supervisor, server, visit):
    supervisor.get("/schools.csv")
    assert verified(server).is_well
    assert rebuild(server.database) == {}
