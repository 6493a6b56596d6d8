"""An inspector's month on paper: one record behind the other, so many at once and no more."""

import re

import pytest

from sync_server.review import record_papers
from tests.builders.queue import hand_in

MAY = "/records?account=chen.jing&month=2026-05"


@pytest.fixture
def month(inspection) -> list[str]:
    """Three visits that Chen handed in, and one still open."""
    found = [hand_in(inspection, f"school-{number}") for number in (1, 2, 3)]
    inspection.open_visit()
    inspection.push()
    return found


def papers(page: str) -> list[str]:
    return re.findall(r"留痕编号：([0-9a-f]{64})", page)


def test_what_was_handed_in_stands_there_by_its_day(month, supervisor):
    page = supervisor.page(MAY)
    assert papers(page) == month
    assert "陈静2026年5月记录表" in page
    assert "已提交的督导和回访共 <b" in page
    assert "一次最多打印" not in page


def test_more_than_are_printed_at_once_come_in_parts(month, supervisor, monkeypatch):
    monkeypatch.setattr(record_papers, "MOST_AT_ONCE", 2)
    first, second = supervisor.page(MAY), supervisor.page(f"{MAY}&part=2")
    assert papers(first) + papers(second) == month
    assert "这里是第 1—2 次" in first
    assert "这里是第 3—3 次" in second
    assert f'href="{MAY.replace("&", "&amp;")}&amp;part=2"' in first
    assert papers(supervisor.page(f"{MAY}&part=9")) == []


def test_an_inspector_gets_their_own_whatever_they_ask(month, browsers):
    assert papers(browsers("chen.jing").page("/records?month=2026-05")) == month
    asked = browsers("wang.fang").page("/records?account=chen.jing&month=2026-05")
    assert papers(asked) == []
    assert "这个月没有可以打印的记录" in asked
    assert browsers("zhao.tong").get(MAY).status_code == 403
    assert papers(browsers("li.zhuren.other").page(MAY)) == []


def test_without_a_month_the_page_asks_for_one(month, supervisor):
    assert "请选择督学和月份" in supervisor.page("/records")
    assert supervisor.get("/records?month=2026-13").status_code in (400, 422)
    assert 'href="/records?account=chen.jing&amp;month=2026-05"' in supervisor.page(
        "/visits?account=chen.jing&month=2026-05"
    )
