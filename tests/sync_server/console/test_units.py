"""A visit to several units in the console: which they are, what is whose, and what is missing."""

import html
import json

import pytest

from domain.kinds.register.school import Position
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate
from domain.kinds.visit.place import FixPrivate, PositionAdded
from domain.kinds.visit.record import Method
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.place.datum import Datum
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection, a_picture
from tests.builders.pages import matched

GARDEN = "school-2"


@pytest.fixture
def visit(server, inspection: Inspection) -> str:
    """A school and its kindergarten, the latter with a lesson, a problem, a photo and talks."""
    write(server, "wanshan", (a_school(GARDEN, name="附属幼儿园"), None))
    visit = inspection.open_visit("school-1")
    inspection.check_in()
    inspection.write(UnitAdded(school_id=GARDEN))
    inspection.check_in(north_m=60, unit=GARDEN)
    inspection.write(
        LessonObserved(lesson_id="l1", class_name="大一班", unit=GARDEN), LessonPrivate()
    )
    raised = FindingRaised(finding_id="f1", category=Category.SAFETY, unit=GARDEN)
    inspection.write(raised, FindingPrivate(text="滑梯螺丝松动。"))
    inspection.take_photo("p1", a_picture("滑梯"), "滑梯", finding_id="f1")
    inspection.write(UnitCounted(school_id=GARDEN, method=Method.TALKS, quantity=3))
    inspection.submit()
    inspection.push()
    return visit


def part(page: str, name: str) -> str:
    """One section of the page."""
    return page[page.index(f'id="{name}"') :].partition("</section>")[0]


def test_the_page_lists_the_units_each_with_its_arrival_and_what_is_its_own(visit, supervisor):
    units = part(supervisor.page(f"/visits/{visit}"), "units")
    for words in ("2 个，计 2 校次", "附属幼儿园", "在校内", "距单位 60 米", "座谈走访 3 次"):
        assert words in units


def test_lessons_problems_and_photos_name_their_unit(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    for name in ("lessons", "findings", "photos"):
        assert '<span class="chip">附属幼儿园</span>' in part(page, name), name
    assert f'href="/schools/{GARDEN}/paper">给附属幼儿园起草文书' in page
    assert "同去 附属幼儿园" in part(page, "timeline")
    fixes = json.loads(html.unescape(matched(r'data-map="([^"]+)"', page)))["fixes"]
    assert "附属幼儿园到校" in [each["name"] for each in fixes]


def test_the_map_draws_every_unit_and_says_at_which_each_fix_is(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    data = json.loads(html.unescape(matched(r'data-map="([^"]+)"', page)))
    # They share a yard, so they share a circle.
    assert [each["name"] for each in data["circles"]] == ["第1小学、附属幼儿园"]
    at = {each["name"]: (each["unit"], each["of"]) for each in data["fixes"]}
    assert at["附属幼儿园到校"] == at["照片1"] == ("附属幼儿园", 0)
    assert at["第1小学到校"] == ("第1小学", 0)
    place = part(page, "place")
    assert "<th>距单位</th>" in place
    assert place.count('fix-unit">附属幼儿园<') == 2


def test_a_place_added_later_names_its_unit(server, inspection, supervisor):
    elsewhere = Position(given_lat=26.6, given_lng=106.72, datum=Datum.WGS84, lat=26.6, lng=106.72)
    garden = a_school(GARDEN, name="附属幼儿园", position=elsewhere)
    write(server, "wanshan", (garden, None))
    visit = inspection.open_visit("school-1")
    inspection.write(UnitAdded(school_id=GARDEN))
    inspection.write(UnitCheckedIn(school_id=GARDEN))
    added = PositionAdded(unit=GARDEN, accuracy_m=10.0, age_s=1.0, source="gps")
    inspection.write(added, FixPrivate(lat=26.6005, lng=106.72))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    data = json.loads(html.unescape(matched(r'data-map="([^"]+)"', page)))
    (fix,) = data["fixes"]
    assert (fix["name"], fix["away_m"], fix["of"]) == ("到校后补记", 55, 1)
    assert [each["name"] for each in data["circles"]] == ["第1小学", "附属幼儿园"]
    assert 'fix-unit">附属幼儿园<' in part(page, "place")
    assert "单位：附属幼儿园" in part(page, "timeline")


def test_a_paper_to_the_further_unit_holds_its_problem(visit, supervisor):
    assert "滑梯螺丝松动。" in supervisor.page(f"/schools/{GARDEN}/paper")


def test_the_list_says_how_many_units_came_along(visit, supervisor):
    listed = supervisor.page("/visits")
    assert "同去 1 个单位" in listed
    assert 'title="附属幼儿园"' in listed


def test_a_search_finds_the_visit_by_its_further_unit(visit, supervisor):
    page = supervisor.page("/visits?school=附属幼儿园")
    along = page[page.index("同去过这里的督导") :]
    assert f'data-href="/visits/{visit}"' in along
    assert "同去过这里的督导" not in supervisor.page("/visits?school=附属幼儿园&month=2025-01")
    assert "同去过这里的督导" not in supervisor.page("/visits?school=附属幼儿园&flag=fork")
    assert "同去过这里的督导" not in supervisor.page("/visits")


def test_a_unit_that_was_taken_out_is_not_found_any_more(visit, inspection, supervisor):
    inspection.write(VisitAmended())
    inspection.write(UnitAdded(school_id=GARDEN, is_withdrawn=True))
    inspection.submit()
    inspection.push()
    assert "同去过这里的督导" not in supervisor.page("/visits?school=附属幼儿园")


def test_a_unit_without_an_arrival_is_named_and_said_not_to_count_for_the_duty(
    server, inspection, supervisor
):
    write(server, "wanshan", (a_school(GARDEN, name="附属幼儿园"), None))
    visit = inspection.open_visit("school-1")
    inspection.check_in()
    inspection.write(UnitAdded(school_id=GARDEN))
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    assert "第 2 个单位“附属幼儿园”：没有自己的到校记录，计入校次" in part(page, "flags")
    assert "计校次，不计应督导" in part(page, "units")


def test_a_visit_to_one_unit_is_shown_as_ever(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    assert 'id="units"' not in page
    assert "个单位" not in page
