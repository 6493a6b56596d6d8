"""What was open before the office began here comes in once, is marked, and counts in no month."""

import re

from sqlmodel import col, select

from domain.kinds.paper.builder import PaperState
from sync_server.data.tables import FindingRow, PaperRow
from tests.builders.import_file import an_import_file
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import matched, upload

HEADINGS = ("单位", "问题", "发现日期", "通知书编号", "下达日期", "整改期限")
NUMBER = "万教督整〔2026〕2号"
FIRST = ("第1小学", "栏杆松动", "2026-03-18", NUMBER, "2026-03-20", "2026-04-20")
SECOND = ("第1小学", "消防器材过期", "2026-03-18", NUMBER, "2026-03-20", "2026-04-20")
THIRD = ("第2小学", "留样登记不全", "2026-04-02", "", "", "2026-05-02")


def a_file(*rows) -> bytes:
    return an_import_file({"期初问题": [HEADINGS, *rows]})


def bring(browser, *rows) -> str:
    """The page that tells what became of a file."""
    place = upload(browser, a_file(*rows))
    assert browser.fill(place, place).headers["location"] == place
    page: str = browser.page(place)
    return page


def carried(server) -> list[FindingRow]:
    with server.database.session() as session:
        query = select(FindingRow).where(col(FindingRow.is_carried_over))
        return list(session.exec(query.order_by(FindingRow.text)))


def test_a_file_comes_in_once_and_a_corrected_one_adds_what_is_missing(supervisor, server):
    page = supervisor.page(upload(supervisor, a_file(FIRST)))
    for words in ("第1小学：栏杆松动", f"原文书编号 {NUMBER}", "期初 是"):
        assert words in page
    assert "写入 1 条" in bring(supervisor, FIRST)
    assert "没有要改的" in supervisor.page(upload(supervisor, a_file(FIRST)))
    assert "写入 2 条；1 条原来就已一致" in bring(supervisor, FIRST, SECOND, THIRD)
    rows = carried(server)
    assert [each.text for each in rows] == ["栏杆松动", "消防器材过期", "留样登记不全"]
    assert [each.state for each in rows] == ["noticed", "noticed", "raised"]


def test_it_is_marked_where_it_is_listed_and_its_old_paper_is_found(supervisor, server):
    bring(supervisor, FIRST, SECOND, THIRD)
    for path in ("/findings?carried=only", "/books/rectification?carried=only"):
        page = supervisor.page(path)
        assert ("栏杆松动" in page, "留样登记不全" in page, ">期初</span>" in page) == (True,) * 3
    assert "栏杆松动" not in supervisor.page("/findings?carried=none")
    papers = supervisor.page("/papers/carried")
    assert "/papers/carried" in supervisor.page("/papers")
    assert papers.count(NUMBER) >= 1
    link = matched(r'href="(/findings\?[^"]*number=[^"]*)"', papers).replace("&amp;", "&")
    found = supervisor.page(link)
    assert ("栏杆松动" in found, "留样登记不全" in found) == (True, False)
    first = carried(server)[0]
    assert NUMBER in supervisor.page(f"/findings/{first.subject}")


def figures(browser) -> list[str]:
    tables = re.findall(r"<table.*?</table>", browser.page("/month?by=zone"), re.DOTALL)
    assert any("问题" in each for each in tables)
    return tables


def test_the_months_counts_stay_as_they_were(supervisor, server, clock):
    a_rich_visit(Inspection.of(server), [])
    before = figures(supervisor)
    bring(supervisor, FIRST, SECOND, THIRD)
    assert figures(supervisor) == before
    page = f"/findings/{carried(server)[0].subject}"
    assert supervisor.fill(page, f"{page}/end", end="withdrawn", reason="撤").status_code == 303
    assert figures(supervisor) == before


def issue(server, school: str) -> str:
    visit = a_rich_visit(Inspection.of(server), [], school)
    paper = paper_brought_to(
        server, PaperState.ISSUED, draft_about(server, visit, school_id=school)
    )
    with server.database.session() as session:
        row = session.get(PaperRow, paper)
    assert row is not None
    return str(row.number)


def test_an_old_number_is_not_given_again_nor_a_given_one_brought_in(supervisor, server):
    first = issue(server, "school-1")
    assert first.endswith("1号")
    row = ("第2小学", "另一条", "2026-04-02", first, "2026-04-03", "")
    assert "是在这里开出的文书" in supervisor.page(upload(supervisor, a_file(row)))
    bring(supervisor, (*row[:3], first.replace("1号", "2号"), *row[4:]))
    assert issue(server, "school-2") == first.replace("1号", "3号")


def test_a_clerk_may_look_and_only_who_sets_the_register_may_do_it(browsers, server):
    clerk = browsers("zhao.tong")
    place = upload(clerk, a_file(FIRST))
    assert "确认导入由督导员来做" in clerk.page(place)
    assert clerk.post(place, on="/import", shown="x").status_code == 403
    assert carried(server) == []
