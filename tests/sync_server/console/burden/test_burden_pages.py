"""进校频次 in the browser: visits against a ceiling, the year's plan, several on one day."""

import re

import pytest

from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.kinds.visit.plan import VisitType
from sync_server.projection.rebuild import rebuild
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.query_plans import plans

CEILINGS, PLANS = "/ceilings/new", "/inspections/new"


@pytest.fixture
def visited(server):
    """Two visits to school 1 on one day by two people, and one to school 2."""
    for account, school in (("chen.jing", "school-1"), ("wang.fang", "school-1")):
        _visit(server, account, school)
    _visit(server, "wang.fang", "school-2")


def _visit(server, account: str, school: str, **plan) -> str:
    phone = Inspection.of(server, account)
    visit = phone.open_visit(school, **plan)
    phone.submit(has_no_problem=True)
    phone.push()
    return visit


def lines(page: str) -> dict[str, list[str]]:
    """The cells of each school's line."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    text = [[re.sub(r"<[^>]+>|\s", "", each) for each in row] for row in cells]
    return {row[0]: row[1:] for row in text if row}


def by_school(browser, query: str = "?period=2026") -> dict[str, list[str]]:
    """Done, most, safety, same day, planned and state of each school by its code."""
    page = browser.page(f"/burden{query}")
    codes = re.findall(r'<td data-name="学校"[^>]*><a href="/schools/([\w-]+)">', page)
    return dict(zip(codes, [row[2:] for row in lines(page).values()], strict=True))


def test_without_a_ceiling_the_visits_are_counted_and_nothing_is_judged(supervisor, visited):
    found = by_school(supervisor)
    assert found["school-1"] == ["2", "–", "0", "1", "0", "没有定上限"]
    assert found["school-2"] == ["1", "–", "0", "0", "0", "没有定上限"]


def test_near_is_amber_and_above_is_red_and_nothing_is_refused(server, supervisor, visited):
    write(
        server, "wanshan", (VisitCeilingSet(ceiling_id="c1", from_on="2026-01-01", a_year=1), None)
    )
    found = by_school(supervisor)
    assert found["school-1"][-1] == "超过上限"
    assert found["school-2"][-1] == "接近上限"
    page = supervisor.page("/burden?period=2026")
    assert "chip-grave" in page
    assert "超过上限 1 所" in page
    _visit(server, "chen.jing", "school-1")
    assert by_school(supervisor)["school-1"][0] == "3"
    assert list(by_school(supervisor, "?period=2026&load=above")) == ["school-1"]


def test_the_term_has_a_ceiling_of_its_own(server, supervisor, visited):
    ceiling = VisitCeilingSet(ceiling_id="c1", from_on="2026-01-01", a_year=50, a_term=1)
    write(server, "wanshan", (ceiling, None))
    assert by_school(supervisor)["school-1"][-1] == "在上限内"
    assert by_school(supervisor, "?period=term")["school-1"][-1] == "超过上限"


def test_visits_of_a_plan_for_safety_count_apart(server, supervisor, visited):
    plan = PlannedInspectionSet(
        plan_id="p1",
        year=2026,
        title="五月安全",
        department="安全科",
        is_safety=True,
        theme_ids=("month-05",),
    )
    write(server, "wanshan", (plan, None))
    assert by_school(supervisor)["school-1"][:4] == ["0", "–", "2", "1"]
    listed = supervisor.page("/burden/visits?period=2026&school=school-1&counts=no")
    assert listed.count("安全类，不计") == 2
    assert "/inspections/p1" in listed


def test_figures_lead_to_the_visits_and_several_on_a_day_are_to_be_merged(supervisor, visited):
    page = supervisor.page("/burden?period=2026")
    address = "/burden/visits?period=2026&amp;school=school-1&amp;same_day=1"
    assert address in page
    listed = supervisor.page(address.replace("&amp;", "&"))
    assert len(re.findall(r'href="/visits/[0-9a-f]{64}"', listed)) >= 2
    assert listed.count("同日第 2 次，建议合并") == 1


def test_a_follow_up_alone_is_a_visit_into_the_school_too(server, supervisor):
    bare = {"theme_id": None, "items": (), "checklist": None}
    phone = Inspection.of(server, "wang.fang")
    phone.open_visit("school-3", visit_type=VisitType.FOLLOW_UP, **bare)
    phone.submit()
    phone.push()
    assert by_school(supervisor)["school-3"][0] == "1"


def test_a_clerk_sees_figures_without_ways_to_the_visits(browsers, visited):
    clerk = browsers("zhao.tong")
    assert by_school(clerk)["school-1"][0] == "2"
    assert "/burden/visits" not in clerk.page("/burden?period=2026")
    assert clerk.get("/burden/visits").status_code == 403


def test_a_ceiling_is_set_and_only_one_from_a_day_for_the_same_kinds(supervisor):
    stated = {"from_on": "2026-01-01", "a_year": "12", "near_percent": "80"}
    assert supervisor.fill(CEILINGS, CEILINGS, **stated).status_code == 303
    assert "每年 12 次" in supervisor.page("/ceilings")
    again = supervisor.fill(CEILINGS, CEILINGS, **stated)
    assert "这天起已经有一条同样类型的上限了" in again.text
    other = {**stated, "school_kinds": "kindergarten"}
    assert supervisor.fill(CEILINGS, CEILINGS, **other).status_code == 303
    neither = supervisor.fill(CEILINGS, CEILINGS, from_on="2027-01-01", near_percent="80")
    assert "请填写每年或者每学期最多几次" in neither.text


def test_the_years_plan_tells_whitelist_and_what_came_of_it(server, supervisor, visited):
    stated = {
        "year": "2026",
        "title": "春季课程检查",
        "department": "教研室",
        "sort": "inspection",
        "is_whitelisted": "true",
        "theme_ids": "month-05",
    }
    answer = supervisor.fill(PLANS, PLANS, **stated)
    page = answer.headers["location"].partition("?")[0]
    assert all(word in supervisor.page(page) for word in ("白名单", "教研室", "督查检查"))
    listed = supervisor.page("/inspections")
    assert "白名单内 1 项" in listed
    assert ">3<" in re.sub(r"</?a[^>]*>", "", listed)
    assert by_school(supervisor)["school-1"][4] == "1"
    assert "还没有" not in supervisor.page("/inspections?listed=yes")
    supervisor.fill(f"{page}/edit", f"{page}/edit", **stated, is_withdrawn="true")
    assert "白名单内 0 项" in supervisor.page("/inspections")
    assert rebuild(server.database) == {}


def test_counting_goes_by_the_index_of_months(server, supervisor, visited):
    found = " ".join(plans(server.database, lambda: supervisor.page("/burden?period=2026")))
    assert "ix_visit_month" in found
