"""The list of papers page by page, and how it is read."""

import re
from functools import partial
from html import unescape

from domain.kinds.paper.builder import PaperState
from sync_server.data.paging import Place, Side
from sync_server.data.papers.listing import PaperFilter, PaperList
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.pages import matched
from tests.builders.query_plans import plans


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/papers/[0-9a-f]{64}">[^<]*?(\d+)号</a>', page)


def way(page: str, words: str) -> str:
    found = matched(rf'<a class="btn btn-quiet"[^>]* href="([^"]+)">{words}</a>', page)
    return unescape(found)


def test_a_long_list_has_pages_that_stay_when_more_is_issued(
    visit, server, supervisor, monkeypatch
):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)
    for _ in range(5):
        paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    first = supervisor.page("/papers")
    paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    second = supervisor.page(way(first, "下一页"))
    last = supervisor.page(way(second, "下一页"))
    assert [listed(page) for page in (first, second, last)] == [["5", "4"], ["3", "2"], ["1"]]
    assert listed(supervisor.page(way(last, "上一页"))) == ["3", "2"]
    assert listed(supervisor.page(way(last, "首页"))) == ["6", "5"]
    assert way(first, "末页").endswith("#listing")


def test_a_page_of_papers_reads_an_index_in_its_order(visit, server):
    paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    key = ("2026-05-14", 5, "0" * 64)
    for place in (Place(), Place(Side.LAST), Place(Side.AFTER, key), Place(Side.BEFORE, key)):
        with server.database.session() as session:
            found = PaperList(session, PaperFilter("wanshan"))
            steps = plans(server.database, partial(found.read, place, 51))
        assert len(steps) == 1
        assert steps[0].startswith("SEARCH paper USING COVERING INDEX ix_paper_listed")
    with server.database.session() as session:
        steps = plans(server.database, PaperList(session, PaperFilter("wanshan")).count)
    assert steps[0].startswith("SEARCH paper USING COVERING INDEX")
