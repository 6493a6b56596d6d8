"""今日: what waits for a person, each number a link to its rows."""

import re
from datetime import date
from html import unescape

import pytest

from domain.kinds.author import Role
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.data.papers.papers import open_findings
from sync_server.office.papers import PaperDraft, SeenFinding
from tests.builders.campaigns import a_plan, approved
from tests.builders.campaigns import commands_of as campaign_commands
from tests.builders.handset import write
from tests.builders.issuing import paper_brought_to
from tests.builders.office import Inspection, a_picture, a_rich_visit
from tests.builders.tasks import commands_of, give, report, seen

FIGURE = re.compile(r'class="start-figure[^"]*" href="([^"]+)"><b[^>]*>([\d,]+)</b>\s*([^<\s]+)')


def figures(page: str) -> dict[str, tuple[int, str]]:
    """The page's numbers that are links, by their words: the number, and where it leads."""
    found = FIGURE.findall(page)
    return {word: (int(number.replace(",", "")), unescape(to)) for to, number, word in found}


def number_on(page: str) -> int:
    """How many rows a list says it has."""
    match = re.search(r'共 <b class="figures">([\d,]+)</b> 条', page)
    return int(match[1]) if match else 0


@pytest.fixture
def visits(inspection: Inspection, clock) -> list[str]:
    """Three visits with a hazard each, of which one is overdue, one due soon, one put right."""
    found = [a_rich_visit(inspection, [a_picture(str(number))]) for number in range(3)]
    inspection.open_visit()
    inspection.write(
        FollowUpRecorded(finding_id="f1", finding_visit=found[2], conclusion=Conclusion.RECTIFIED)
    )
    inspection.submit(has_no_problem=True)
    inspection.push()
    return found


def test_every_number_leads_to_as_many_rows(visits, supervisor, browsers, clock):
    found = figures(supervisor.page("/"))
    assert found["条隐患还没有人看到"][0] == 3
    assert found["条快到期"][0] == 2
    clock.move(days=8)
    supervisor = browsers("li.zhuren")
    found |= figures(supervisor.page("/"))
    for words in ("条隐患还没有人看到", "条超时没有人看到", "条已逾期", "个单位"):
        number, address = found[words]
        assert (words, number_on(supervisor.page(address))) == (words, number)
    assert found["条已逾期"] == (2, "/findings?due=overdue")
    assert found["个单位等下达文书"] == (1, "/papers#waiting")


def test_the_office_and_the_clerk_see_what_of_tasks_is_late_and_what_waits(
    server, browsers, clock, inspection
):
    commands = commands_of(server.database, server.committer)
    assert 'id="tasks"' not in browsers("li.zhuren").page("/")
    first, second = give(commands), give(commands, "wang.fang", due_on=date(2026, 5, 30))
    report(inspection, first)
    clock.move(days=8)
    for account in ("li.zhuren", "zhao.tong"):
        browser = browsers(account)
        found = figures(browser.page("/"))
        words = ("人逾期未回报", "人逾期未签收", "人已回报待办结")
        assert [found[each][0] for each in words] == [1, 1, 1]
        assert [number_on(browser.page(found[each][1])) for each in words] == [1, 1, 1]
    commands.withdraw("li.zhuren", seen(server.database, second), "市里取消了")
    assert "人逾期未签收" not in figures(browsers("li.zhuren").page("/"))


def test_plans_that_wait_and_campaigns_past_their_day_are_told(server, browsers, clock):
    assert 'id="campaigns"' not in browsers("li.zhuren").page("/")
    approved(server.database, server.committer, a_plan())
    commands = campaign_commands(server.database, server.committer)
    commands.plan("li.zhuren", a_plan(campaign_id="k2", title="开学专项"))
    clock.move(days=20)
    for account in ("li.zhuren", "zhao.tong"):
        browser = browsers(account)
        found = figures(browser.page("/"))
        words = ("个专项方案待批准", "个专项过期未办结")
        assert [found[each][0] for each in words] == [1, 1]
        assert [number_on(browser.page(found[each][1])) for each in words] == [1, 1]


def test_hazards_come_first_and_go_once_somebody_has_seen_them(visits, supervisor):
    page = supervisor.page("/")
    heads = re.findall(r'<h2 id="(\w+)"', page)
    assert heads == ["hazards", "queue", "findings", "duty", "units", "unread", "phones", "system"]
    for visit in visits:
        assert f'href="/visits/{visit}#finding-f1"' in page
        assert 'id="finding-f1"' in supervisor.page(f"/visits/{visit}")
        supervisor.fill(f"/visits/{visit}", f"/visits/{visit}/hazard", finding_id="f1")
    assert "手机上报的隐患会先出现在这里" in supervisor.page("/")


def test_a_hazard_that_nobody_saw_in_time_is_marked(visits, supervisor, clock):
    assert "超时没有人看到" not in supervisor.page("/")
    clock.move(hours=2)
    page = supervisor.page("/")
    assert "条超时没有人看到" in page
    assert page.count('<span class="chip chip-grave">超时没有人看到</span>') == 3
    assert "超时没有人看到" in supervisor.page("/findings?hazard=unseen")
    for visit in visits:
        supervisor.fill(f"/visits/{visit}", f"/visits/{visit}/hazard", finding_id="f1")
    assert "超时没有人看到" not in supervisor.page("/")


def test_a_paper_shows_that_the_office_knows_of_the_hazard(visits, server, supervisor):
    before = figures(supervisor.page("/"))
    with server.database.session() as session:
        mine = open_findings(session, "wanshan", "school-1")
    seen = tuple(SeenFinding(row.visit, row.finding_id, version) for row, version in mine)
    draft = PaperDraft(PaperKind.RECTIFICATION, "school-1", seen, "2026-05-29")
    paper_brought_to(server, PaperState.PENDING, draft)
    page = supervisor.page("/")
    assert figures(page)["份文书待签发"] == (1, "/papers?state=pending")
    assert figures(page)["条隐患还没有人看到"] == before["条隐患还没有人看到"]
    paper_brought_to(server, PaperState.ISSUED, draft)
    assert figures(supervisor.page("/"))["条隐患还没有人看到"][0] == 3 - len(mine)


def test_phones_tell_since_when_and_how_many_photos_they_hold(visits, supervisor, browsers, clock):
    page = supervisor.page("/")
    assert "还有 3 张照片没传" in page
    assert "0</b> 部 7 天以上没有联系" in page
    clock.move(days=8)
    supervisor = browsers("li.zhuren")
    page = supervisor.page("/")
    assert "2026-05-14 12:00 以后没有联系，还有 3 张照片没传" in page
    assert "3 张照片没传" in supervisor.page("/devices?show=waiting")


def test_who_is_behind_stands_in_the_offices_order(visits, supervisor):
    people = re.findall(r"<li>(\S+) <span[^>]*>(\d+ / \d+)", supervisor.page("/"))
    assert people == [("陈静", "1 / 4"), ("王芳", "0 / 2")]


def test_the_page_of_an_office_that_has_nothing_yet_says_what_will_come(server, browsers):
    page = browsers("li.zhuren.other").page("/")
    for words in ("手机上报的隐患会先出现在这里", "没有等审核的督导", "还没有备份过"):
        assert words in page
    assert set(figures(page)) == {"名督学还有没完成的", "个单位"}


def test_the_clerk_begins_with_the_month_and_reads_nothing_of_visits(visits, browsers):
    page = browsers("zhao.tong").page("/")
    assert figures(page)["次督导"] == (4, "/month")
    assert "全区还有 4 次督导等督导员审核" in page
    assert "/month/2026-04.xlsx" in page
    assert "食堂后厨" not in page
    assert "/visits" not in page


@pytest.mark.parametrize(
    ("account", "pages"),
    [
        ("li.zhuren", {"/": 200, "/findings": 200, "/uncovered": 200, "/findings.csv": 200}),
        ("zhao.tong", {"/": 200, "/findings": 200, "/uncovered": 200, "/findings.csv": 200}),
        ("chen.jing", {"/": 303, "/findings": 403, "/uncovered": 403, "/uncovered.xlsx": 403}),
        ("", {"/": 303, "/findings": 303, "/uncovered": 303, "/findings.xlsx": 303}),
    ],
)
def test_each_role_gets_its_own_pages(browsers, visits, account, pages):
    browser = browsers(account)
    found = {path: browser.client.get(path, follow_redirects=False).status_code for path in pages}
    assert found == pages


def test_the_page_is_short_and_needs_no_script(visits, supervisor):
    answer = supervisor.get("/")
    assert len(answer.content) < 100_000
    assert "<script" not in answer.text


def test_an_office_without_units_is_led_to_the_import(server, browsers):
    people = [
        (DistrictSet(district="empty", name="空区"), None),
        (PersonSet(account="zhou.min", role=Role.SUPERVISOR), PersonPrivate(name="周敏")),
    ]
    write(server, "empty", *people)
    server.accounts.issue_codes(["zhou.min"])
    page = browsers("zhou.min").page("/")
    assert figures(page) == {}
    assert 'href="/import"' in page.partition('id="units"')[2]
    assert "还没有手机登录过" in page
    assert "这个月没有应督导的任务" in page
