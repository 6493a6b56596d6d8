"""信息报送 in the browser: units and what they owe, news and who took it on, who is behind."""

import re

import pytest

from domain.kinds.office.news import (
    AdoptionLevel,
    NewsAdopted,
    NewsRecorded,
    ReportingQuota,
    ReportingUnitSet,
    UnitLevel,
)
from domain.kinds.office.withdrawal import MOST_FILES
from sync_server.projection.rebuild import rebuild
from tests.builders.backup import verified
from tests.builders.handset import write
from tests.builders.import_file import an_import_file
from tests.builders.pages import Browser, matched, upload
from tests.builders.query_plans import plans

NEW, UNITS = "/news/new", "/reporting-units/new"
PDF = b"%PDF-1.7 a file"
FACTS = {"unit_id": "u1", "title": "责任督学进校园", "sent_on": "2026-05-12"}


@pytest.fixture(autouse=True)
def units(server):
    """A county that owes two a month, an area that owes one, and the city with all of them."""
    owed = (("u1", "云溪区", UnitLevel.COUNTY, 2), ("u2", "南湖新区", UnitLevel.AREA, 1))
    bodies = [
        ReportingUnitSet(
            unit_id=code,
            name=name,
            level=level,
            quotas=(ReportingQuota(from_month="2026-01", a_month=number),),
        )
        for code, name, level, number in owed
    ]
    of_all = (ReportingQuota(from_month="2026-01", a_year=200),)
    city = ReportingUnitSet(
        unit_id="city", name="全市", level=UnitLevel.CITY, counts_all=True, quotas=of_all
    )
    write(server, "wanshan", *((each, None) for each in (*bodies, city)))


@pytest.fixture
def clerk(browsers) -> Browser:
    """Who counts."""
    found: Browser = browsers("zhao.tong")
    return found


def news(code: str, unit: str, day: str, *levels: AdoptionLevel) -> NewsRecorded:
    """A piece of news that was taken on at these levels."""
    adoptions = tuple(
        NewsAdopted(level=each, adopted_on=day, published_in="教育简报") for each in levels
    )
    return NewsRecorded(
        news_id=code, unit_id=unit, title=f"信息{code}", sent_on=day, adoptions=adoptions
    )


def made(browser: Browser, **fields: str) -> str:
    """The page of news that a form brings."""
    answer = browser.fill(NEW, NEW, **{**FACTS, **fields})
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"].partition("?")[0]
    return found


def standing(page: str) -> dict[str, list[str]]:
    """The cells of each unit's line."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition("<tbody")[2], re.DOTALL)
    cells = ([re.sub(r"<[^>]+>|\s", "", each) for each in row.split("<td")[1:]] for row in rows)
    found = [[each.rpartition(">")[2] for each in row] for row in cells]
    return {row[0].removesuffix("汇总全部单位"): row[2:] for row in found}


def test_a_clerk_records_news_and_it_counts_for_its_unit(clerk):
    page = made(clerk, text="督学走访六所学校。")
    shown = clerk.page(page)
    assert all(word in shown for word in ("责任督学进校园", "云溪区", "督学走访六所学校。"))
    found = standing(clerk.page("/news-quotas?period=2026-05"))
    assert found["云溪区"] == ["2", "1", "1", "0", "进行中"]
    assert found["南湖新区"] == ["1", "0", "1", "0", "进行中"]


def test_when_the_month_is_over_who_lacks_is_listed_and_on_the_clerks_start_page(server, clerk):
    write(server, "wanshan", (news("n1", "u1", "2026-04-08"), None))
    found = standing(clerk.page("/news-quotas?period=2026-04&state=lacking"))
    assert found == {
        "云溪区": ["2", "1", "1", "0", "未完成"],
        "南湖新区": ["1", "0", "1", "0", "未完成"],
    }
    start = clerk.page("/")
    assert "/news-quotas?state=lacking&amp;period=2026-04" in start
    assert "云溪区" in start
    assert "1 / 2，还差 1 条" in start


def test_over_the_year_the_city_has_the_news_of_all(server, clerk):
    some = [news(f"n{day}", "u1", f"2026-03-{day:02}") for day in range(1, 13)]
    write(server, "wanshan", *((each, None) for each in some))
    found = standing(clerk.page("/news-quotas?period=2026"))
    assert found["全市"] == ["200", "12", "188", "0", "未完成"]
    assert found["云溪区"] == ["24", "12", "12", "0", "进行中"]


def test_every_figure_leads_to_its_rows(server, clerk):
    taken = news("n1", "u1", "2026-05-08", AdoptionLevel.CITY)
    write(server, "wanshan", (taken, None), (news("n2", "u1", "2026-05-09"), None))
    page = clerk.page("/news-quotas?period=2026-05")
    for address in ("/news?unit=u1&amp;period=2026-05", "/news?unit=u1&amp;period=2026"):
        assert address in page
    listed = clerk.page("/news?unit=u1&period=2026-05&level=adopted")
    assert "信息n1" in listed
    assert "信息n2" not in listed


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["n3", "n2", "n1"]),
        ("?level=province", ["n2"]),
        ("?level=not_adopted", ["n1"]),
        ("?period=2025", ["n1"]),
        ("?unit=u2", ["n3"]),
        ("?title=n2", ["n2"]),
        ("?title=%25", []),
    ],
)
def test_the_list_is_narrowed_by_unit_time_level_and_title(server, clerk, query, codes):
    province, city = AdoptionLevel.PROVINCE, AdoptionLevel.CITY
    some = (
        news("n1", "u1", "2025-12-31"),
        news("n2", "u1", "2026-05-01", city, province),
        news("n3", "u2", "2026-05-02", city),
    )
    write(server, "wanshan", *((each, None) for each in some))
    assert re.findall(r'<a href="/news/(n\d)">', clerk.page(f"/news{query}")) == codes


def test_who_took_it_on_is_recorded_and_can_be_taken_back(clerk):
    page = made(clerk)
    taken = {"level": "city", "adopted_on": "2026-05-13", "published_in": "市教育简报"}
    assert clerk.fill(page, f"{page}/adopted", **taken).status_code == 303
    assert "市教育简报" in clerk.page(page)
    again = clerk.fill(page, f"{page}/adopted", **taken)
    assert "这次采用已经登记过了" in again.text
    early = clerk.fill(page, f"{page}/adopted", **{**taken, "adopted_on": "2026-05-11"})
    assert "采用日期不能早于报送日期" in early.text
    to_come = clerk.fill(page, f"{page}/adopted", **{**taken, "adopted_on": "2026-05-15"})
    assert "采用日期不能晚于今天" in to_come.text
    clerk.fill(f"{page}/edit", f"{page}/edit", **FACTS)
    assert "还没有单位采用" in clerk.page(page)


def sent(browser: Browser, page: str, name: str, raw: bytes, **fields: str):
    """The answer to a file that is sent from the page of news."""
    hidden = browser.hidden(page, "/news/file")
    return browser.client.post(
        "/news/file",
        data={**hidden, **fields},
        files={"file": (name, raw)} if name else {},
        headers={"Origin": "http://duji.test"},
        follow_redirects=False,
    )


def test_a_file_is_kept_given_out_and_verified(server, clerk):
    page = made(clerk)
    assert sent(clerk, page, "简报.pdf", PDF).status_code == 303
    address = matched(rf'href="({page}/files/\w+)"', clerk.page(page))
    found = clerk.get(address)
    assert (found.content, found.headers["content-type"]) == (PDF, "application/pdf")
    assert clerk.get(f"{page}/files/{'0' * 64}").status_code == 404
    assert verified(server).is_well
    clerk.fill(f"{page}/edit", f"{page}/edit", **FACTS)
    assert "还没有材料" in clerk.page(page)


def test_a_file_that_cannot_be_one_is_refused_and_nothing_changes(clerk):
    page = made(clerk)
    assert "附件只收 PDF" in sent(clerk, page, "a.exe", b"MZ").text
    assert "请先选择要上传的文件" in sent(clerk, page, "", b"").text
    assert "还没有上传。请刷新页面" in sent(clerk, page, "a.pdf", PDF, version="0" * 64).text
    assert sent(clerk, page, "a.pdf", PDF, other="x").status_code == 400
    for number in range(MOST_FILES):
        sent(clerk, page, f"{number}.pdf", PDF + str(number).encode())
    assert "最多 10 个文件" in sent(clerk, page, "11.pdf", PDF).text


def test_withdrawn_news_counts_no_more_and_keeps_its_page(clerk):
    page = made(clerk)
    clerk.fill(f"{page}/edit", f"{page}/edit", **FACTS, is_withdrawn="true")
    assert "已撤销，不计入" in clerk.page(page)
    assert standing(clerk.page("/news-quotas?period=2026-05"))["云溪区"][1] == "0"


def test_news_to_come_is_refused_beside_its_day(clerk):
    answer = clerk.fill(NEW, NEW, **{**FACTS, "sent_on": "2026-05-15"})
    assert answer.status_code == 400
    assert "报送日期不能晚于今天" in answer.text


def test_a_unit_is_set_and_its_quota_changes_from_a_month_on(supervisor):
    stated = {"name": "屈原管理区", "level": "area", "from_month": "2026-01", "a_month": "1"}
    answer = supervisor.fill(UNITS, UNITS, **stated)
    page = answer.headers["location"].partition("?")[0]
    later = {**stated, "from_month": "2026-06", "a_month": "2"}
    supervisor.fill(f"{page}/edit", f"{page}/edit", **later)
    shown = supervisor.page(page)
    assert "2026年6月" in shown
    assert "2026年1月" in shown
    assert standing(supervisor.page("/news-quotas?period=2026-05"))["屈原管理区"][0] == "1"
    assert "已经有“云溪区”了" in supervisor.fill(UNITS, UNITS, **{**stated, "name": "云溪区"}).text
    wrong = supervisor.fill(UNITS, UNITS, **{**stated, "from_month": "六月"})
    assert wrong.status_code == 400


def test_the_tables_come_out_the_same_when_they_are_made_anew(server, clerk):
    made(clerk)
    assert rebuild(server.database) == {}


def test_a_year_of_news_comes_in_by_the_import_once(supervisor):
    heads = ("报送单位", "标题", "报送日期", "正文", "采用层级", "采用日期", "刊发于")
    rows = [("云溪区", f"信息{n}", f"2026-04-{n:02}", "", "", "", "") for n in range(1, 21)]
    rows.append(("南湖新区", "信息", "2026-04-08", "正文", "市级", "2026-04-20", "市简报"))
    file = an_import_file({"信息报送": [heads, *rows]})
    look = upload(supervisor, file)
    assert supervisor.fill(look, look).status_code == 303
    found = standing(supervisor.page("/news-quotas?period=2026-04"))
    assert found["云溪区"] == ["2", "20", "0", "0", "已完成"]
    assert found["南湖新区"] == ["1", "1", "0", "1", "已完成"]
    again = upload(supervisor, file)
    assert f'action="{again}"' not in supervisor.page(again)


def test_counting_goes_by_its_index(server, clerk):
    write(server, "wanshan", (news("n1", "u1", "2026-05-08"), None))
    found = " ".join(plans(server.database, lambda: clerk.page("/news-quotas?period=2026-05")))
    assert "ix_news_counted" in found
