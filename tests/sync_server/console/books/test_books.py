"""工作台账, 问题整改清单, 回访复查台账: one data set, the page's rows and the file's (2-01)."""

import csv
import io
from datetime import date

import pytest

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.follow_up import Conclusion
from sync_server.office.papers import PaperDraft, SeenFinding
from tests.builders.followed import DUE, Followed
from tests.builders.issuing import paper_brought_to
from tests.builders.server import version_of

WORK, RECTIFICATION, LOOKS = "/books/work", "/books/rectification", "/books/follow-ups"

HEADS = ["序号", "单位", "问题", "类别", "程度", "来源", "责任单位", "责任人", "措施"]
HEADS += ["时限", "进展", "佐证", "销号日期", "期初"]


@pytest.fixture
def case(server) -> Followed:
    """Three findings: f1 in a notice and closed, f2 found partly done, f3 untouched."""
    case = Followed(server)
    seen = SeenFinding(case.visit, "f1", version_of(server.database, case.visit))
    draft = PaperDraft(PaperKind.RECTIFICATION, "school-1", (seen,), DUE, requirement="限期整改")
    paper_brought_to(server, PaperState.SERVED, draft)
    case.bring_to_check("f1")
    case.close("f1")
    case.look("f2", Conclusion.PARTLY, "2026-06-20")
    return case


def taken(browser, address: str) -> list[dict[str, str]]:
    """The rows of the file beside a list, by their heads."""
    path, _, query = address.partition("?")
    content = browser.get(f"{path}.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_the_work_book_tells_of_each_visit_what_it_found_and_what_was_done(case, supervisor):
    rows = taken(supervisor, WORK)
    assert len(rows) == 3
    (first,) = (row for row in rows if row["链接"] == f"/visits/{case.visit}")
    assert list(first) == ["日期", "学校", "督学", "主题", "内容", "问题", "处理", "状态", "链接"]
    assert (first["日期"], first["学校"]) == ("2026-05-14", "第1小学")
    assert first["内容"] == "课程开设、课堂教学、控辍保学"
    assert first["问题"].splitlines() == ["1. 问题f1", "2. 问题f2", "3. 问题f3"]
    handled = first["处理"].splitlines()
    assert handled[0].startswith("1. 整改通知书 ")
    assert handled[1:] == ["2. 已反馈", "3. 已反馈"]
    assert first["状态"].splitlines() == ["待审", "1. 已销号", "2. 整改中", "3. 已反馈"]
    assert "3 条：1. 问题f1" in supervisor.page(WORK)


def test_the_list_of_rectification_has_its_columns_and_numbers_its_rows(case, supervisor):
    rows = taken(supervisor, RECTIFICATION)
    assert list(rows[0]) == HEADS
    assert [row["序号"] for row in rows] == ["1", "2", "3"]
    (closed,) = (row for row in rows if row["问题"] == "问题f1")
    assert (closed["责任单位"], closed["责任人"]) == ("第1小学", "何校长")
    assert (closed["措施"], closed["时限"]) == ("更换（督导室代填）", DUE)
    assert closed["进展"] == "已销号：已改（2026-05-14 回复）"
    assert closed["销号日期"] == "2026-05-14"


def test_numbers_go_on_over_the_pieces_in_which_a_file_is_read(case, supervisor, monkeypatch):
    monkeypatch.setattr("sync_server.console.kinds.list_page.ROWS_AT_ONCE", 2)
    assert [row["序号"] for row in taken(supervisor, RECTIFICATION)] == ["1", "2", "3"]


def test_the_book_of_looks_tells_what_each_found_and_who_closed_it(case, supervisor):
    rows = {row["问题"]: row for row in taken(supervisor, LOOKS)}
    assert set(rows) == {"问题f1", "问题f2"}
    done, partly = rows["问题f1"], rows["问题f2"]
    assert (done["结论"], done["销号人、日期"]) == ("已整改", "李主任 2026-05-14")
    assert done["通知编号"].startswith("整改通知书 ")
    assert done["学校整改情况"] == "已改（2026-05-14 回复）"
    assert (partly["结论"], partly["督学后续建议"]) == ("部分整改", "限 2026-06-20 前整改到位")
    assert (partly["销号人、日期"], partly["回访方式"]) == ("", done["回访方式"])


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{RECTIFICATION}?state=closed", 1),
        (f"{RECTIFICATION}?state=open", 2),
        (f"{RECTIFICATION}?unit=没有这样的", 0),
        (f"{RECTIFICATION}?source=routine&owner=school", 3),
        (f"{RECTIFICATION}?source=complaint", 0),
        (f"{LOOKS}?conclusion=partly", 1),
        (f"{LOOKS}?conclusion=partly&account=wang.fang", 0),
        (f"{LOOKS}?month=2026-05&unit=school-1", 2),
        (f"{LOOKS}?month=2026-04", 0),
        (f"{WORK}?month=2026-05&account=chen.jing", 3),
        (f"{WORK}?zone=z2", 0),
    ],
)
def test_a_filter_in_the_address_narrows_the_page_and_the_file_alike(
    case, supervisor, address, number
):
    assert f'共 <b class="figures">{number}</b> 条' in supervisor.page(address)
    assert len(taken(supervisor, address)) == number


def test_another_district_s_books_are_empty(case, browsers):
    other = browsers("li.zhuren.other")
    for address, words in (
        (WORK, "还没有督导"),
        (RECTIFICATION, "还没有发现问题"),
        (LOOKS, "还没有回访"),
    ):
        assert words in other.page(address)


def test_a_later_day_is_told_where_a_unit_has_more_time(case, supervisor):
    until = date(2026, 7, 1)
    case.commands.decide_extension("li.zhuren", case.seen("f3"), until, "")
    (row,) = (each for each in taken(supervisor, RECTIFICATION) if each["问题"] == "问题f3")
    assert row["时限"] == "2026-07-01"


@pytest.mark.parametrize("address", [WORK, RECTIFICATION, LOOKS])
def test_the_clerk_reads_the_same_books_without_links_to_visits(
    case, browsers, supervisor, address
):
    clerk = browsers("zhao.tong")
    assert taken(clerk, address) == taken(supervisor, address) != []
    assert 'href="/visits/' not in clerk.page(address)
