"""The further tables on the console: their figures lead to rows, and they leave as plain text."""

import re

import pytest
from sqlalchemy import text

from domain.month.topic import Topic
from sync_server.month.commands import MonthCommands
from sync_server.month.locks import MonthLocks
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months
from tests.builders.campaign_work import planned
from tests.builders.office import Inspection, a_rich_visit

MAY = "2026-05"


def test_the_page_leads_from_a_figure_to_its_rows(inspection: Inspection, browsers):
    planned(inspection.server, "k1")
    a_rich_visit(inspection, [], campaign="k1")
    clerk = browsers("zhao.tong")
    for by, path in (
        ("theme", "/counted"),
        ("campaign", "/counted"),
        ("lesson_subject", "/books/lessons"),
        ("finding_category", "/findings"),
        ("workload", "/counted"),
        ("zone", "/counted"),
        ("school", "/counted"),
        ("inspector", "/grid"),
    ):
        page = clerk.page(f"/month?period={MAY}&by={by}")
        links = re.findall(r'class="figure" href="([^"]+)"', page)
        assert [each for each in links if each.startswith(path)], by
        for each in set(links):
            assert clerk.get(each.replace("&amp;", "&")).status_code == 200, each


@pytest.mark.parametrize("by", Topic)
def test_a_table_leaves_as_plain_text_with_its_foot(inspection: Inspection, browsers, by: Topic):
    a_rich_visit(inspection, [])
    server = inspection.server
    months = Months(server.database, server.clock, server.committer)
    (sheet,) = months.official(read_period("2026"), "wanshan", by, PRESENT).sheets
    content = browsers("zhao.tong").get(f"/month/2026.csv?by={by.value}").content
    assert content.startswith(b"\xef\xbb\xbf")
    heads, *rows = content.decode("utf-8-sig").splitlines()
    assert len(heads.split(",")) == 1 + len(sheet.note_titles) + len(sheet.columns)
    assert [each.split(",")[0] for each in rows] == [*(row.name for row in sheet.rows), "合计"]


def lock(server) -> None:
    seen = MonthLocks(server.database, server.clock).read("wanshan", MAY).seen
    MonthCommands(server.database, server.committer).lock("zhao.tong", MAY, seen)


def test_a_sealed_table_stands_and_one_it_was_sealed_without_is_as_it_is_now(
    inspection: Inspection, browsers, clock
):
    a_rich_visit(inspection, [])
    clock.move(days=20)
    server = inspection.server
    lock(server)
    clerk, path = browsers("zhao.tong"), f"/month?period={MAY}&by=finding_severity"
    assert "第 1 版" in clerk.page(path)
    assert "不是锁定的那一版" not in clerk.page(path)
    gone = text("DELETE FROM month_sheet WHERE grouping = 'finding_severity'")
    server.database.follow(lambda transaction: transaction.tables.execute(gone))
    assert "不是锁定的那一版" in clerk.page(path)
    assert clerk.get(f"{path}&version=1").status_code == 404
