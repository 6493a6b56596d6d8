"""The year's figures of four zones, recorded by forms: form = page = workbook = SQL (story A)."""

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from domain.kinds.register.zone import ZoneSet
from tests.builders.campaign_work import go, planned
from tests.builders.handset import write
from tests.builders.pages import Browser, matched
from tests.sync_server.console.counted_scenes import recorded

ZONES = {"z1": "一片区", "z2": "二片区", "z3": "三片区", "z4": "四片区"}
ATTENDANCES = {"z1": (150, 163), "z2": (312,), "z3": (100, 100, 34), "z4": (234,)}
CAMPAIGNS = {"z1": 7, "z2": 7, "z3": 6, "z4": 6}
# An hour for each inspector of 1,093; two of them are known by name at every training.
NAMED = ("chen.jing", "wang.fang")


@pytest.fixture(autouse=True)
def four_zones(server):
    write(server, "wanshan", *((ZoneSet(zone=zone, name=ZONES[zone]), None) for zone in ZONES))


@pytest.fixture
def clerk(browsers):
    """A clerk who recorded the year."""
    clerk = browsers("zhao.tong")
    for zone, numbers in ATTENDANCES.items():
        for number, people in enumerate(numbers, start=1):
            day, title = f"2026-0{number}-15", f"{ZONES[zone]}培训{number}"
            new = {"held_on": day, "title": title, "mode": "central", "hours": "6", "zone": zone}
            others = people - len(NAMED)
            fields = {**clerk.hidden("/trainings/new", "/trainings/new"), **new}
            answer = clerk.send(
                "/trainings/new", **fields, others=str(others), inspectors=list(NAMED)
            )
            assert answer.status_code == 303
    return clerk


@pytest.fixture
def campaigns(server, inspection):
    """26 campaigns, each led by a zone, with a visit or two each."""
    for zone, number in CAMPAIGNS.items():
        for each in range(number):
            planned(server, f"{zone}-{each}", lead_zone=zone)
            go(inspection, f"{zone}-{each}", "school-1")
            go(inspection, f"{zone}-{each}", "school-2")
    inspection.push()


def by_zone(clerk: Browser, title: str) -> dict[str, int]:
    """A column of the year's table by zone, as its workbook has it."""
    book = load_workbook(io.BytesIO(clerk.get("/month/2026.xlsx").content), data_only=True)
    rows = list(book["按责任区"].iter_rows(values_only=True))
    at = rows[3].index(title)
    return {row[1]: row[at] for row in rows[4:] if row[1] in ZONES.values()}


def in_sql(server, query: str) -> dict[str, int]:
    with server.database.looking_up() as connection:
        return {row[0]: int(row[1]) for row in connection.execute(text(query))}


def test_1093_attendances_of_four_zones_are_the_sum_of_their_trainings(clerk, server):
    wanted = {ZONES[zone]: sum(numbers) for zone, numbers in ATTENDANCES.items()}
    assert sum(wanted.values()) == 1_093
    assert by_zone(clerk, "培训人次") == wanted
    page = clerk.page("/month?period=2026")
    assert matched(r'培训</span><b class="figures">([\d,]+)', page) == "1,093"
    assert "7 场次，1,093 人次" in clerk.page("/trainings?year=2026")
    sums = in_sql(
        server,
        "SELECT z.name, sum(a.attendances) FROM activity a JOIN zone z ON z.zone = a.zone"
        " AND z.district = a.district WHERE a.kind = 'training' AND a.is_standing"
        " AND a.month LIKE '2026-%' GROUP BY z.name",
    )
    assert sums == wanted


def test_26_campaigns_of_four_zones_are_those_that_had_visits(campaigns, browsers, server):
    clerk = browsers("zhao.tong")
    planned(server, "idle", lead_zone="z1")
    wanted = {ZONES[zone]: number for zone, number in CAMPAIGNS.items()}
    assert sum(wanted.values()) == 26
    assert by_zone(clerk, "专项次") == wanted
    page = clerk.page("/month?period=2026")
    assert re.search(r'专项督导</span><b class="figures"><a [^>]*>26</a></b>', page)
    sums = in_sql(
        server,
        "SELECT z.name, count(DISTINCT c.campaign_id) FROM campaign c JOIN visit v ON v.campaign_id"
        " = c.campaign_id AND v.district = c.district AND v.is_counted JOIN zone z ON z.zone ="
        " c.lead_zone AND z.district = c.district WHERE v.month LIKE '2026-%' GROUP BY z.name",
    )
    assert sums == wanted


def test_the_hours_of_the_named_are_those_of_the_trainings_they_took_part_in(clerk, server):
    lines = clerk.get("/training-hours.csv?year=2026").content.decode("utf-8-sig").splitlines()
    hours = {row.split(",")[0]: int(row.split(",")[4]) for row in lines[1:]}
    assert hours == {"陈静": 7 * 6, "王芳": 7 * 6}
    query = "SELECT account, sum(hours) FROM activity_person GROUP BY account"
    assert in_sql(server, query) == dict.fromkeys(NAMED, 42)
    assert "2 人达到 40 学时；共 84 学时" in clerk.page("/training-hours?year=2026")


def test_18_sessions_of_safety_education_reach_53820(clerk):
    new = {"title": "宣讲", "activity_type": "safety_education", "partners": "公安、应急"}
    for month, sessions, people in (("03", 8, 20_000), ("06", 10, 33_820)):
        fields = {"sessions": str(sessions), "attendances": str(people), "topics": "防溺水"}
        recorded(clerk, "/activities", held_on=f"2026-{month}-20", **new, **fields)
    page = clerk.page("/activities?sort=safety_education&year=2026")
    assert "18 场次，53,820 人次" in page
    months = re.findall(r'data-name="人次"[^>]*>([\d,]+)<', page.partition("各月合计")[2])
    assert months == ["20,000", "33,820"]


def test_a_topic_of_the_office_s_own_can_be_ticked_from_then_on(clerk):
    new = {"held_on": "2026-05-11", "title": "宣讲", "activity_type": "safety_education"}
    page = recorded(clerk, "/activities", **new, topics="反诈", other_topics="防一氧化碳，反诈")
    assert "反诈、防一氧化碳" in clerk.page(page)
    form = clerk.page("/activities/new?type=safety_education")
    assert 'name="topics" value="防一氧化碳"' in form
    assert '<option value="safety_education" selected>' in form
