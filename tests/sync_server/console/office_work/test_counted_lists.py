"""培训 and 活动 as lists: filters, order, sums, pages, who may record, and what is taken away."""

import re
from functools import partial

import pytest

from domain.kinds.author import Role
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.register.person import PersonPrivate, PersonSet
from tests.builders.handset import write
from tests.builders.pages import matched
from tests.builders.query_plans import plans


@pytest.fixture(autouse=True)
def held(server):
    """Two trainings and three activities, in two years, of a zone and of the whole district."""
    online, central = TrainingMode.ONLINE, TrainingMode.CENTRAL
    talk, other = ActivityType.TALK, ActivityType.OTHER
    write(
        server,
        "wanshan",
        (_training("t1", "2026-05-12", online, "z1"), None),
        (_training("t2", "2025-11-03", central, None), None),
        (_activity("a1", "2026-05-12", talk, "z1"), None),
        (_activity("a2", "2026-04-01", other, None), None),
        (_activity("a3", "2026-03-02", talk, None, is_withdrawn=True), None),
    )


def _training(code: str, day: str, mode: TrainingMode, zone: str | None) -> TrainingRecorded:
    return TrainingRecorded(
        training_id=code,
        held_on=day,
        title=f"培训{code}",
        mode=mode,
        hours=6,
        inspectors=("chen.jing",) if zone else (),
        others=30,
        zone=zone,
    )


def _activity(
    code: str, day: str, sort: ActivityType, zone: str | None, *, is_withdrawn: bool = False
) -> ActivityRecorded:
    return ActivityRecorded(
        activity_id=code,
        held_on=day,
        title=f"活动{code}",
        activity_type=sort,
        sessions=2,
        attendances=1200,
        topics=("防溺水",),
        partners=("公安", "应急"),
        schools=("school-1", "school-2") if zone else (),
        zone=zone,
        is_withdrawn=is_withdrawn,
    )


def listed(page: str) -> list[str]:
    """What stands on the page, by code and in its order."""
    return re.findall(r'<td data-name="名称"[^>]*><a href="[^"]+/(\w+)">', page)


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("/trainings", ["t1", "t2"]),
        ("/trainings?year=2026", ["t1"]),
        ("/trainings?month=2025-11", ["t2"]),
        ("/trainings?mode=online", ["t1"]),
        ("/trainings?zone=*", ["t2"]),
        ("/trainings?account=chen.jing", ["t1"]),
        ("/trainings?account=wang.fang", []),
        ("/activities", ["a1", "a2"]),
        ("/activities?sort=talk", ["a1"]),
        ("/activities?year=2026", ["a1", "a2"]),
        ("/activities?month=2026-05", ["a1"]),
        ("/activities?zone=z1", ["a1"]),
        ("/activities?zone=*", ["a2"]),
        ("/activities?unit=school-2", ["a1"]),
        ("/activities?unit=school-3", []),
        ("/activities?state=withdrawn", ["a3"]),
        ("/activities?year=2024", []),
        ("/activities?month=五月", []),
    ],
)
def test_each_filter_leaves_what_it_says(browsers, address, codes):
    assert listed(browsers("zhao.tong").page(address)) == codes


def test_the_lists_say_what_is_shown_adds_up_to(browsers):
    clerk = browsers("zhao.tong")
    page = clerk.page("/activities?year=2026")
    assert "4 场次，2,400 人次" in page
    months = page.partition("各月合计")[2]
    assert re.findall(r'data-name="人次"[^>]*>([\d,]+)<', months) == ["1,200", "1,200"]
    assert "各月合计" not in clerk.page("/activities?month=2026-05")
    assert "1 场次，31 人次" in clerk.page("/trainings?month=2026-05")
    assert 'href="/month?period=2026-05"' in clerk.page("/trainings?month=2026-05")
    assert "没有符合条件的活动" in clerk.page("/activities?year=2024")


def test_pages_follow_each_other(browsers, monkeypatch):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 1)
    clerk, found, address = browsers("zhao.tong"), [], "/activities?year=2026"
    while address:
        page = clerk.page(address)
        found += listed(page)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "")
        address = address.replace("&amp;", "&")
    assert found == ["a1", "a2"]


def test_who_records_none_sees_each_and_no_form(server, browsers):
    seat = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (seat, PersonPrivate(name="沈霁")))
    server.accounts.issue_code("shen.ji")
    auditor, clerk = browsers("shen.ji"), browsers("zhao.tong")
    assert "登记培训</a>" in clerk.page("/trainings")
    for path in ("/trainings", "/trainings/t1", "/activities", "/activities/a1"):
        page = auditor.page(path)
        assert '/new"' not in page
        assert "/edit" not in page
        assert 'id="upload"' not in page


def test_an_empty_list_leads_a_clerk_to_the_form(browsers):
    other = browsers("zhao.tong.other").page("/trainings")
    assert "还没有登记培训" in other
    assert '<a href="/trainings/new">登记培训</a>' in other


def test_the_start_page_s_number_leads_to_the_trainings_that_it_counts(browsers):
    clerk = browsers("zhao.tong")
    number = r'href="([^"]+)"[^>]*><b[^>]*>1</b> 次培训'
    address = matched(number, clerk.page("/")).replace("&amp;", "&")
    assert listed(clerk.page(address)) == ["t1"]


def test_what_leaves_is_what_is_shown(browsers):
    clerk = browsers("zhao.tong")
    text = clerk.get("/activities.csv?sort=talk").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "名称,日期,类别,责任区,主题,联动部门,单位,开展单位,场次,人次",
        "活动a1,2026-05-12,座谈会,一片区,防溺水,公安、应急,2,第1小学、第2小学,2,1200",
    ]
    text = clerk.get("/trainings.csv?year=2026").content.decode("utf-8-sig")
    assert text.splitlines()[1:] == ["培训t1,2026-05-12,线上培训,一片区,,1,30,31,6,6"]
    taken = browsers("li.zhuren").page("/audit?sort=exported").partition("<tbody>")[2]
    assert "培训" in taken
    assert "活动" in taken


def test_an_activity_s_page_has_its_units_in_the_office_s_order(browsers):
    page = browsers("zhao.tong").page("/activities/a1")
    units = re.findall(r'data-name="单位"[^>]*><a href="/schools/([\w-]+)">', page)
    assert units == ["school-1", "school-2"]
    for words in ("防溺水", "公安、应急", "1,200"):
        assert words in page


def test_the_pages_ask_nothing_of_visits(server, browsers):
    clerk = browsers("zhao.tong")
    for address in ("/activities?year=2026&zone=z1&unit=school-1", "/trainings?account=chen.jing"):
        steps = plans(server.database, partial(clerk.page, address))
        assert [each for each in steps if "SEARCH activity" in each]
        bad = r"\b(visit|finding)\b|SCAN activity"
        assert [each for each in steps if re.search(bad, each)] == []
