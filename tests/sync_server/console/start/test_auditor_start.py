"""What an auditor sees first: each line is of what is stored, and leads to it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from domain.clock import format_instant
from domain.kinds.author import Role
from domain.kinds.piece import TextPrivate
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.visit.record import NoteSection, VisitNoted
from sync_server.data.own.backed_up import set_backed_up_to
from sync_server.data.own.verified import Verified, forget_verified, set_verified
from tests.builders.handset import write
from tests.builders.office import Inspection, a_rich_visit, amend
from tests.builders.pages import Browser, matched


@pytest.fixture
def auditor(server, browsers) -> Browser:
    """The browser of an auditor of the district."""
    person = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (person, PersonPrivate(name="沈计")))
    server.accounts.issue_code("shen.ji")
    found: Browser = browsers("shen.ji")
    return found


def approve(supervisor: Browser, visit: str) -> None:
    """Approve the visit on its page."""
    page = f"/visits/{visit}"
    supervisor.fill(page, f"{page}/review", verdict="approved")


def part(page: str, name: str) -> str:
    """The words of one card of the page."""
    card = page.partition(f'<h2 id="{name}">')[2].partition("</section>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", card)).split())


def test_where_nothing_happened_each_card_says_what_would_stand_there(auditor):
    page = auditor.page("/")
    assert "没有计入、有两版或时间有矛盾的记录会列在这里" in part(page, "doubts")
    assert "没有。提交以后的更正" in part(page, "later")
    assert "没有人导出过" in part(page, "exports")
    assert "没有核验过" in part(page, "system")
    assert "还没有备份过" in part(page, "system")


def test_a_visit_changed_after_its_approval_is_named_and_one_changed_before_is_not(
    auditor, supervisor, inspection, server
):
    before = a_rich_visit(inspection, [])
    amend(inspection)
    approve(supervisor, before)
    other = Inspection.of(server)
    after = a_rich_visit(other, [], "school-2")
    approve(supervisor, after)
    amend(other)
    page = auditor.page("/")
    assert "近两个月，通过以后又改过的 1 次" in part(page, "later")
    assert f'href="/visits/{after}"' in page
    assert f'href="/visits/{before}"' not in page
    address = unescape(matched(r'href="([^"]+)">有更正 <b', page))
    assert "有更正 2 次" in part(page, "later")
    assert auditor.page(address).count('data-href="/visits/') == 2


def test_what_nobody_may_write_is_counted_and_leads_to_its_visits(auditor, inspection):
    visit = a_rich_visit(inspection, [])
    inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="没有说明理由"))
    inspection.push()
    page = auditor.page("/")
    assert "提交后改动 1 次" in part(page, "doubts")
    address = unescape(matched(r'href="([^"]+)">提交后改动', page))
    assert f"/visits/{visit}" in auditor.page(address)


def test_exports_and_what_became_of_accounts_are_told_with_who_did_it(
    auditor, supervisor, browsers, clock
):
    supervisor.get("/schools.csv?school=第1小学")
    supervisor.get("/month/2026-05.xlsx")
    page = "/people/wang.fang"
    supervisor.fill(page, f"{page}/stop", from_on="2026-05-14")
    found = auditor.page("/")
    assert "李主任 导出学校，1 行" in part(found, "exports")
    assert "李主任 导出月度统计 2026-05" in part(found, "exports")
    assert "王芳 设置人员：督学，停用 李主任" in part(found, "rights")
    assert 'href="/people/wang.fang"' in found
    clock.move(days=40)
    later = browsers("shen.ji").page("/")
    assert "没有人导出过" in part(later, "exports")
    assert "没有变动" in part(later, "rights")


def test_the_other_district_is_as_if_it_was_not_there(auditor, browsers):
    browsers("li.zhuren.other").get("/schools.csv")
    assert "没有人导出过" in part(auditor.page("/"), "exports")


@pytest.mark.parametrize(
    ("faults", "days", "said"),
    [
        (0, 1, "核验了 1,234 条记录，一切完好。"),
        (3, 1, "有 3 处不对"),
        (0, 40, "已经一个多月没有再核验"),
    ],
)
def test_when_everything_was_verified_last_is_told(auditor, server, faults, days, said):
    clock = server.clock
    at = format_instant(clock() - timedelta(days=days))
    server.database.write(lambda tx: set_verified(tx, Verified(at, 1234, faults)))
    server.database.write(lambda tx: set_backed_up_to(tx, 5, format_instant(clock())))
    page = part(auditor.page("/"), "system")
    assert (said in page, "核对无误" in page) == (True, True)
    server.database.write(forget_verified)
    assert "没有核验过" in part(auditor.page("/"), "system")


def test_the_bar_leads_to_what_an_auditor_may_see_and_to_no_form(auditor):
    bar = auditor.page("/").partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', bar) == [
        ("/", "今日"),
        ("/visits", "督导记录"),
        ("/closing", "问题整改"),
        ("/month", "统计报表"),
        ("/trainings", "日常工作"),
        ("/schools", "基础信息"),
        ("/rules", "计划规则"),
        ("/devices", "系统"),
    ]
