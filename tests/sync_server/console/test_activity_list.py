"""培训活动 as a list: filters, order, sums, pages, who is led where, and what leaves as a file."""

import re

import pytest

from domain.kinds.author import Role
from domain.kinds.office.activity import (
    ActivityRecorded,
    ActivityType,
    TrainingMode,
    TrainingRecorded,
)
from domain.kinds.register.person import PersonPrivate, PersonSet
from tests.builders.handset import write
from tests.builders.pages import matched
from tests.builders.query_plans import plans


@pytest.fixture(autouse=True)
def held(server):
    """Two trainings and two activities, in two years, of a zone and of the whole district."""
    online = TrainingMode.ONLINE
    meeting, campaign = ActivityType.MEETING, ActivityType.CAMPAIGN
    write(
        server,
        "wanshan",
        (_training("t1", "2026-05-12", online, "z1"), None),
        (_training("t2", "2025-11-03", online, None), None),
        (_activity("a1", "2026-05-12", meeting, "z1"), None),
        (_activity("a2", "2026-04-01", campaign, None), None),
    )


def _training(code: str, day: str, mode: TrainingMode, zone: str | None) -> TrainingRecorded:
    return TrainingRecorded(
        training_id=code, held_on=day, title=f"培训{code}", mode=mode, attendances=30, zone=zone
    )


def _activity(code: str, day: str, sort: ActivityType, zone: str | None) -> ActivityRecorded:
    return ActivityRecorded(
        activity_id=code,
        held_on=day,
        title=f"活动{code}",
        activity_type=sort,
        sessions=2,
        attendances=1200,
        zone=zone,
    )


def listed(page: str) -> list[str]:
    """What stands on the page, by code and in its order."""
    return re.findall(r'<td data-name="名称"[^>]*><a href="[^"]+/(\w+)">', page)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["t1", "a1", "a2", "t2"]),
        ("?sort=training", ["t1", "t2"]),
        ("?sort=meeting", ["a1"]),
        ("?year=2026", ["t1", "a1", "a2"]),
        ("?month=2026-05", ["t1", "a1"]),
        ("?month=2026-05&sort=training", ["t1"]),
        ("?zone=z1", ["t1", "a1"]),
        ("?zone=*", ["a2", "t2"]),
        ("?year=2024", []),
        ("?month=五月", []),
    ],
)
def test_each_filter_leaves_what_it_says(browsers, query, codes):
    assert listed(browsers("zhao.tong").page(f"/activities{query}")) == codes


def test_the_list_says_what_is_shown_adds_up_to(browsers):
    page = browsers("zhao.tong").page("/activities?month=2026-05")
    assert "3 场次，1,230 人次" in page
    assert 'href="/month?period=2026-05"' in page
    assert "没有符合条件的培训活动" in browsers("zhao.tong").page("/activities?year=2024")


def test_pages_follow_each_other_though_two_were_on_one_day(browsers, monkeypatch):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 1)
    clerk, found, address = browsers("zhao.tong"), [], "/activities?year=2026"
    while address:
        page = clerk.page(address)
        found += listed(page)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "")
        address = address.replace("&amp;", "&")
    assert found == ["t1", "a1", "a2"]


def test_who_records_none_is_led_to_the_history(server, browsers):
    seat = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (seat, PersonPrivate(name="沈霁")))
    server.accounts.issue_code("shen.ji")
    auditor, clerk = browsers("shen.ji"), browsers("zhao.tong")
    assert 'href="/activities/training/t1"' in clerk.page("/activities")
    page = auditor.page("/activities")
    assert 'href="/history/training/t1"' in page
    assert "登记培训" not in page
    assert auditor.get("/history/training/t1").status_code == 200


def test_the_start_page_s_number_leads_to_the_trainings_that_it_counts(browsers):
    clerk = browsers("zhao.tong")
    number = r'href="([^"]+)"[^>]*><b[^>]*>1</b> 次培训'
    address = matched(number, clerk.page("/")).replace("&amp;", "&")
    assert listed(clerk.page(address)) == ["t1"]


def test_what_leaves_is_what_is_shown(browsers):
    clerk = browsers("zhao.tong")
    text = clerk.get("/activities.csv?sort=meeting").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "名称,日期,类别,方式或类型,责任区,场次,人次,学时",
        "活动a1,2026-05-12,活动,座谈会议,一片区,2,1200,",
    ]
    taken = browsers("li.zhuren").page("/audit?sort=exported").partition("<tbody>")[2]
    assert "培训活动" in taken


def test_the_page_asks_nothing_of_visits(server, browsers):
    clerk = browsers("zhao.tong")
    steps = plans(server.database, lambda: clerk.page("/activities?year=2026&zone=z1"))
    assert [each for each in steps if "SEARCH activity" in each]
    assert [each for each in steps if re.search(r"\b(visit|finding)\b|SCAN activity", each)] == []
