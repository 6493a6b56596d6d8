"""A visit that was recorded twice counts once."""

import pytest

from domain.month.month import Grouping
from domain.visit.tally import Measure
from domain.visit.visit import Visit
from sync_server.data.tables import VisitRow
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from tests.builders.office import Inspection, a_rich_visit

WHY = "两部手机各记了一遍"


@pytest.fixture
def twins(server, inspection) -> tuple[str, str]:
    """Two visits to one school on one day, by two inspectors."""
    first = a_rich_visit(inspection, [])
    other = Inspection.of(server, "wang.fang")
    second = other.open_visit("school-1")
    other.check_in()
    other.submit(has_no_problem=True)
    other.push()
    return first, second


def folded(server, visit: str) -> Visit:
    with server.database.session() as session:
        row = session.get(VisitRow, visit)
    assert row is not None
    return Visit.model_validate_json(row.folded)


def merge(browser, visit: str, **fields: str):
    return browser.fill(f"/visits/{visit}", f"/visits/{visit}/merge", **fields)


def test_the_page_suggests_it_and_the_visit_counts_as_part_of_the_other(twins, supervisor, server):
    first, second = twins
    assert "同校同日的督导" in supervisor.page(f"/visits/{second}")
    answer = merge(supervisor, second, reason=WHY)
    assert answer.headers["location"] == f"/visits/{second}?done=merged"
    page = supervisor.page(f"/visits/{second}?done=merged")
    assert WHY in page
    assert f'href="/visits/{first}">查看并入的那次督导' in page
    assert 'id="merge"' not in page
    assert folded(server, second).merged_into == first
    assert 'id="merge"' not in supervisor.page(f"/visits/{first}")
    with server.database.session() as session:
        rows = [session.get(VisitRow, each) for each in twins]
    assert [row.is_counted for row in rows if row] == [True, False]
    assert rebuild(server.database) == {}


def test_merges_into_each_other_do_not_both_happen(twins, supervisor, browsers, server):
    first, second = twins
    seen = supervisor.hidden(f"/visits/{first}", f"/visits/{first}/merge")
    merge(supervisor, second, reason=WHY)
    crossed = {**seen, "reason": WHY}
    answer = supervisor.client.post(f"/visits/{first}/merge", data=crossed)
    assert (answer.status_code, "刚有新内容" in answer.text) == (409, True)
    assert folded(server, first).merged_into is None


def test_a_merge_says_why_and_what_is_wrong_stands_in_its_form(twins, supervisor, server):
    first, _ = twins
    answer = merge(supervisor, first, reason=" ")
    assert (answer.status_code, "请填写并入原因。" in answer.text) == (400, True)
    assert '<details class="office-form" open>' in answer.text
    assert folded(server, first).merged_into is None


def test_visits_elsewhere_or_of_ones_own_are_not_suggested(twins, browsers, server, inspection):
    first, _ = twins
    assert 'id="merge"' not in browsers("chen.jing").page(f"/visits/{first}")
    elsewhere = a_rich_visit(inspection, [], "school-2")
    assert 'id="merge"' not in browsers("li.zhuren").page(f"/visits/{elsewhere}")
    for account, status in (("chen.jing", 403), ("li.zhuren.other", 404)):
        fields = dict.fromkeys(("version", "into", "into_version"), first)
        answer = browsers(account).post(
            f"/visits/{first}/merge", on="/visits", reason=WHY, **fields
        )
        assert (account, answer.status_code) == (account, status)


def test_a_merge_unites_both_records_in_the_counts_and_is_taken_back(twins, supervisor, server):
    _, second = twins
    before = counts_of(server)
    merge(supervisor, second, reason=WHY)
    assert counts_of(server) == (1, 2)
    assert rebuild(server.database) == {}
    page = f"/visits/{second}"
    answer = supervisor.fill(page, f"{page}/unmerge", reason="不是同一次")
    assert answer.headers["location"] == f"{page}?done=unmerged"
    assert "不是同一次" in supervisor.page(page)
    assert (counts_of(server), folded(server, second).merged_into) == (before, None)
    assert rebuild(server.database) == {}


def counts_of(server) -> tuple[int, int]:
    """督导次 and 督学人次 of May."""
    total = Months(server.database, server.clock, server.committer)
    table = total.view(read_period("2026-05"), "wanshan", Grouping.SCHOOL).table
    return table.total.sums[Measure.VISITS], table.total.sums[Measure.INSPECTOR_VISITS]


def test_the_office_sets_a_date_right_and_cancels(twins, supervisor, server):
    first, _ = twins
    page = f"/visits/{first}"
    late = supervisor.fill(page, f"{page}/date", visit_on="2026-05-15", reason="手机日期错了")
    assert (late.status_code, "日期不能晚于今天" in late.text) == (400, True)
    supervisor.fill(page, f"{page}/date", visit_on="2026-04-30", reason="手机日期错了")
    assert "日期更正为 2026-04-30" in supervisor.page(page)
    assert counts_of(server) == (1, 1)
    supervisor.fill(page, f"{page}/cancel", reason="学校临时放假")
    assert "学校临时放假" in supervisor.page(page)
    with server.database.session() as session:
        row = session.get(VisitRow, first)
    assert (row.month, row.is_counted, row.state) == ("2026-04", False, "cancelled")
    assert 'id="correct"' not in supervisor.page(page)
